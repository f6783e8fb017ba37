-- orchestrator: what leaves the house, and the addresses it goes to

-- One row for every request to send, whatever became of it.
create table outbox (
  customer_id text not null,           -- the member who owns the address, never the root
  outbox_id text not null,
  key text not null,                   -- the request's idempotency key, unique by outbox_keys
  kind text not null,                  -- reply, confirmation, transactional, service, clienteling, marketing
  channel text not null,               -- web, sms, whatsapp, email, push
  address_kind text,                   -- phone, whatsapp_id, email, push_token, session; null: there was none
  address text,
  push jsonb,                          -- what a push service needs beside the token
  sender_type text not null,           -- agent, associate, journey, house
  staff_id text,
  sender_name text,                    -- of an associate; of a journey
  subject text,                        -- what it is about, for rules that count by subject
  content jsonb not null,
  conversation_customer_id text,       -- the conversation it stands in, where it stands in one
  conversation_id text,
  message_id text,
  experiment text,                     -- key of the journey's own holdout
  priority integer not null,
  expected_value bigint not null,      -- minor units of the shop's currency
  channels_left jsonb not null,        -- those that may be tried after this one
  rerouted_from text,                  -- the row that this one takes the place of
  state text not null,
  gate text,                           -- which gate refused or holds it
  reason text,                         -- the gate's, the provider's or the house's
  winner_id text,                      -- the row that outranked it
  due_at timestamptz,                  -- of a held or queued one
  expires_at timestamptz,
  attempts integer not null,
  worker text,                         -- who is at it, until when
  lease_until timestamptz,
  created_at timestamptz not null,
  first_tried_at timestamptz,
  started_at timestamptz,              -- when it was given to the provider: what caps count; null where it surely was not
  accepted_at timestamptz,
  sent_at timestamptz,
  delivered_at timestamptz,
  read_at timestamptz,
  failed_at timestamptz,
  changed_at timestamptz not null,     -- of the state
  provider text,
  error_code text,
  error_text text,
  segments integer not null,
  parts integer not null,              -- messages the provider is given for it
  parts_sent integer not null,
  settled_by text,                     -- the member of staff who said what became of an unknown one
  primary key (customer_id, outbox_id)
);
create index outbox_due on outbox (channel, due_at) where state in ('queued', 'held');
create index outbox_waiting on outbox (customer_id) where state in ('queued', 'held');
create index outbox_leases on outbox (lease_until) where state = 'sending';
create index outbox_started on outbox (customer_id, started_at) where started_at is not null;
create index outbox_changed on outbox (state, changed_at desc);
create index outbox_latest on outbox (changed_at desc, outbox_id desc);
create index outbox_ids on outbox (outbox_id);
create index outbox_messages on outbox (message_id) where message_id is not null;

-- One row per idempotency key: the same request twice is one row of the outbox.
create table outbox_keys (
  key text primary key,
  customer_id text not null,
  outbox_id text not null
);
create index outbox_keys_customer on outbox_keys (customer_id);

-- What a provider calls a part of a message of ours, and what it has said of it. Without customer: a status
-- that came before our own note of the id.
create table provider_messages (
  provider text not null,
  provider_message_id text not null,
  customer_id text,
  outbox_id text,
  part integer not null,
  status text,                         -- sent, failed, delivered, read: the furthest that was said
  reason text,                         -- of a failure
  error_code text,
  error_text text,
  sent_at timestamptz,
  delivered_at timestamptz,
  read_at timestamptz,
  failed_at timestamptz,
  noted_at timestamptz not null,
  primary key (provider, provider_message_id)
);
create index provider_messages_outbox on provider_messages (customer_id, outbox_id);
create index provider_messages_early on provider_messages (noted_at) where outbox_id is null;

-- An address of a customer as a channel knows it.
create table contact_points (
  customer_id text not null,
  channel text not null,
  address text not null,
  kind text not null,                  -- phone, whatsapp_id, email, push_token
  last_inbound_at timestamptz,         -- they wrote from it: WhatsApp's window of 24 hours
  blocked_reason text,                 -- opted_out, unreachable, invalid_address: nothing is sent there
  blocked_at timestamptz,
  rest_until timestamptz,              -- no touches before: the provider's limit for this person
  push jsonb,                          -- service and keys of a push token
  seen_at timestamptz not null,
  primary key (customer_id, channel, address)
);
create index contact_points_address on contact_points (channel, address);

-- Tickets of a person that may be open: one of the gates asks before every touch.
create index events_tickets on events (customer_id, occurred_at)
  where name in ('Service Ticket Opened', 'Service Ticket Reopened', 'Service Ticket Closed');

-- Holds the locks of these customers' roots until the transaction ends, and answers the roots: all in one
-- order, and only where nobody was joined or parted meanwhile. Where somebody was, what was locked is given
-- back first (the block is a sub-transaction), so that nobody waits for a lock while holding one out of order.
create function lock_customers(ids text[]) returns table (customer_id text, root_id text)
language plpgsql volatile as $$
declare
  wanted text[];
  held text[];
begin
  loop
    begin
      select array_agg(distinct coalesce(l.root_id, given.id) collate "C" order by coalesce(l.root_id, given.id) collate "C")
        into wanted from unnest(ids) given(id) left join customer_links l on l.customer_id = given.id;
      perform pg_advisory_xact_lock(hashtextextended('customer:' || name, 0))
        from (select name from unnest(wanted) with ordinality as w(name, place) order by place) sorted;
      select array_agg(distinct coalesce(l.root_id, given.id) collate "C" order by coalesce(l.root_id, given.id) collate "C")
        into held from unnest(ids) given(id) left join customer_links l on l.customer_id = given.id;
      if held is distinct from wanted then
        raise exception using errcode = 'RP001', message = 'joined or parted meanwhile';
      end if;
      return query select given.id, coalesce(l.root_id, given.id)
        from unnest(ids) given(id) left join customer_links l on l.customer_id = given.id;
      return;
    exception when sqlstate 'RP001' then
      null; -- again, with the roots as they are now
    end;
  end loop;
end $$;
