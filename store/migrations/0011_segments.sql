-- domain/segments

create table segments (
  segment_id text primary key,
  name text not null,
  description text not null,
  purpose text not null,               -- what its members may be used for; traits that do not serve it are not read
  rule jsonb not null,
  rule_rev integer not null,           -- grows with every change of the rule
  ready_made text,                     -- which of the ready-made ones it came from; made once, even where archived
  status text not null check (status in ('live', 'archived')),
  created_at timestamptz not null,
  created_by text,
  updated_at timestamptz not null,
  updated_by text,
  evaluated_at timestamptz             -- when the present rule was last asked of every customer
);
create unique index segments_name on segments (lower(name)) where status = 'live';
create unique index segments_ready_made on segments (ready_made) where ready_made is not null;

-- Who is in a segment, and who was: one row for each time. `customer_id` is the root of that time.
create table segment_members (
  customer_id text not null,
  segment_id text not null,
  since timestamptz not null,
  left_at timestamptz,
  primary key (customer_id, segment_id, since)
);
create unique index segment_members_now on segment_members (customer_id, segment_id) where left_at is null;
create index segment_members_of on segment_members (segment_id, since) where left_at is null;
create index segment_members_left on segment_members (segment_id, left_at) where left_at is not null;

-- Whom something has happened to since their segments were last looked at. Notes are only ever added and
-- deleted, never updated: whoever notes a customer waits for nobody.
create table segment_queue (
  customer_id text not null,
  note_id bigint generated always as identity,
  noted_at timestamptz not null,
  primary key (customer_id, note_id)
);
create index segment_queue_order on segment_queue (note_id);

-- How many were in a segment at the end of a day (UTC), and how many came and went.
create table segment_days (
  segment_id text not null,
  day date not null,
  members integer not null,
  joined integer not null,
  gone integer not null,
  primary key (segment_id, day)
);

-- What the models say of a customer (a root), as of the last scoring.
create table customer_scores (
  customer_id text primary key,
  scored_at timestamptz not null,
  rfm_recency smallint,
  rfm_frequency smallint,
  rfm_monetary smallint,
  rfm_group text,
  cluster text,
  predictions jsonb not null           -- { "buys_30": .12, … }; a model that is not in use writes nothing
);
create index customer_scores_rfm on customer_scores (rfm_group);

create table prediction_models (
  model_id text primary key,
  name text not null,
  trained_at timestamptz not null,
  trained_from timestamptz,            -- the history it learned from
  trained_until timestamptz,
  params jsonb not null,
  metrics jsonb not null,              -- on a later period than it learned from, beside its baselines
  in_use boolean not null,
  verdict text not null                -- why it is, or is not, in use
);
create index prediction_models_name on prediction_models (name, trained_at desc);

create table training_runs (
  run_id text primary key,
  started_at timestamptz not null,
  step text not null,
  done integer not null,
  total integer not null,
  updated_at timestamptz not null,
  ended_at timestamptz,
  error text
);
create index training_runs_started on training_runs (started_at desc);
