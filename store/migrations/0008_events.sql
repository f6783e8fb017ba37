-- domain/events

create table events (
  customer_id text not null,           -- the member of the strongest identifier that the event itself carries
  occurred_at timestamptz not null,    -- corrected for the sender's clock
  event_id text not null,
  type text not null check (type in ('track', 'identify', 'page', 'screen', 'group', 'alias')),
  name text not null,                  -- of the dictionary, or declared by the shop
  properties jsonb not null,
  traits jsonb not null,
  context jsonb not null,              -- a few fields of what was sent
  source text not null,                -- the key's label and the library, or the import
  trust text not null check (trust in ('public', 'secret')),
  message_id text not null,
  duplicate_of text,                   -- the event that counts in its place: one conversion, reported twice
  received_at timestamptz not null,
  primary key (customer_id, occurred_at, event_id)
);
create index events_name on events (name, occurred_at);
-- almost free to keep, because rows arrive in this order
create index events_received on events using brin (received_at);

-- Which messages have been taken: hashes of trust and message id, so that a browser's id hides no server's.
create table event_messages (
  message_key uuid primary key,
  received_at timestamptz not null
);

-- The event that counts for a conversion which several sources may report.
create table event_conversions (
  conversion text primary key,         -- name and order id or refund id
  customer_id text not null,
  occurred_at timestamptz not null,
  event_id text not null,
  message_id text not null,
  trust text not null
);
create index event_conversions_customer on event_conversions (customer_id);

-- What could not be taken, whole, with its reason, until its cause is mended and it is replayed.
create table events_set_aside (
  set_aside_id text primary key,
  source text not null,
  trust text not null check (trust in ('public', 'secret')),
  code text not null,
  field text not null,
  message text not null,
  name text,                           -- the event's name, where it had one
  message_key uuid,                    -- of its message id: sent again, it is set aside once
  body text not null,                  -- as it was sent
  identifiers text[] not null,         -- 'kind value' of whom it names, for export and erasure
  sent_at timestamptz,                 -- the batch's, for the sender's clock
  proof jsonb,                         -- whom an identity token named, where a browser showed one
  received_at timestamptz not null,
  replayed_at timestamptz,
  outcome text                         -- stored, duplicate
);
create unique index events_set_aside_message on events_set_aside (message_key, code);
create index events_set_aside_open on events_set_aside (set_aside_id) where replayed_at is null;

-- How many events of a source came to what, each day; one row a writer, so that two do not wait for each other.
create table event_counts (
  source text not null,
  day date not null,
  outcome text not null,               -- stored, duplicate, repeated, or the code of a refusal
  part smallint not null,
  events bigint not null,
  last_at timestamptz not null,
  primary key (source, day, outcome, part)
);

-- Names of the shop's own events.
create table event_names (
  name text primary key,
  note text not null,
  declared_by text,
  declared_at timestamptz not null
);

-- domain/orders: what events said of an order; its state is a fold over them, whatever order they came in.
create table order_signals (
  customer_id text not null,
  order_number text not null,          -- normalised
  message_id text not null,
  name text not null,
  properties jsonb not null,
  source text not null,
  occurred_at timestamptz not null,
  primary key (customer_id, order_number, message_id)
);
create index order_signals_number on order_signals (order_number);
