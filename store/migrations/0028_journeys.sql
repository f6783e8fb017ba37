-- orchestrator/journeys: proactive flows as data, and who is where in them

create table journeys (
  name text primary key,
  status text not null check (status in ('off', 'on', 'paused')),
  version integer not null,            -- the one that people enter
  switched_on_at timestamptz,          -- the last time; what happened before lets nobody in
  created_at timestamptz not null,
  changed_at timestamptz not null,
  changed_by text                      -- of staff; null: the house itself
);

-- A version is never changed: whoever is in it stays in it.
create table journey_versions (
  name text not null references journeys (name) on delete cascade,
  version integer not null,
  definition jsonb not null,
  created_at timestamptz not null,
  created_by text,
  primary key (name, version)
);

-- How far each trigger of a journey has been looked at.
create table journey_cursors (
  name text not null references journeys (name) on delete cascade,
  place integer not null,              -- of the trigger in its definition
  looked_until timestamptz not null,
  look_at timestamptz,                 -- when to look again where nothing stirs; null: not before something does
  mark text,                           -- of what the trigger reads, as it was then
  primary key (name, place)
);
create index journey_cursors_due on journey_cursors (look_at);

-- One row for each time that a trigger named somebody: their way through the journey with its wake-up time, or
-- why they did not enter.
create table journey_entries (
  customer_id text not null,           -- the member whom it was about, never moved
  entry_id text not null,
  journey text not null,
  version integer not null,
  trigger integer not null,            -- its place in the definition
  object text,                         -- what it is about: a product, an order, a cart
  occurrence text not null,            -- the one thing that happened: it lets nobody in twice
  state text not null check (state in ('waiting', 'ended', 'left_out')),
  step integer not null,               -- the next one; their number: all were asked for
  wake_at timestamptz,                 -- of a waiting one
  entered_at timestamptz not null,
  ended_at timestamptz,
  reason text,                         -- why it ended, or why they did not enter
  feed jsonb not null,                 -- what the trigger knew, for the messages
  primary key (customer_id, entry_id)
);
create unique index journey_entries_occurrence on journey_entries (customer_id, journey, occurrence);
create index journey_entries_due on journey_entries (wake_at) where state = 'waiting';
create index journey_entries_journey on journey_entries (journey, entered_at);
create index journey_entries_inside on journey_entries (journey) where state = 'waiting';

-- What a journey has sent, for its figures.
create index outbox_journeys on outbox (sender_name, created_at) where sender_type = 'journey';
