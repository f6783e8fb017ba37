-- domain/conversations: the same conversation on every phone

alter table conversations
  -- The phone that this conversation is held with; null for one of the web, the API or the terminal. `channel`
  -- says where the customer wrote last: they may go on with it on the site.
  add column phone_channel text check (phone_channel in ('sms', 'whatsapp')),
  add column phone_kind text check (phone_kind in ('phone', 'whatsapp_id')),
  add column phone_address text,
  add column visitor_id text,          -- whose web session goes on with it on the site
  add column turn_after timestamptz,   -- no turn begins before: what is written in quick succession is one turn
  add constraint conversations_phone check (
    (phone_channel is null) = (phone_kind is null) and (phone_channel is null) = (phone_address is null)
  );

alter table messages add column channel text;  -- where it was written, or went to; null: where the conversation is

-- Which conversation an address writes in now. Looked up by the address, so keyed by it.
create table conversation_threads (
  channel text not null check (channel in ('sms', 'whatsapp')),
  kind text not null check (kind in ('phone', 'whatsapp_id')),
  address text not null,
  customer_id text not null,
  conversation_id text not null,
  heard_at timestamptz,                -- when they last wrote from it, signed for by the provider; null: never yet
  primary key (channel, kind, address)
);
create index conversation_threads_customer on conversation_threads (customer_id);

-- What a provider has brought us already: the same again is the same message. Keyed by the provider's own id.
create table channel_messages (
  provider text not null,
  provider_message_id text not null,
  customer_id text not null,
  conversation_id text not null,
  message_id text not null,
  media jsonb not null,                -- pictures and the like, by the provider's own names for them
  received_at timestamptz not null,
  primary key (provider, provider_message_id)
);
create index channel_messages_customer on channel_messages (customer_id);

-- domain/identity: the number that the host site's token vouches for, as long as the token holds
alter table visitor_sessions add column account_phone text;
