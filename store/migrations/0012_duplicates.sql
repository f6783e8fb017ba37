-- domain/identity: possible duplicates and households

-- Two customers who may be one person. A pair is kept once, the smaller id first.
create table duplicate_pairs (
  customer_id text not null,
  other_id text not null,
  pair_id text not null unique,
  weight double precision not null,      -- bits of evidence for one person, the prior included
  probability double precision not null,
  evidence jsonb not null,               -- per field: both values, how far they agree, the weight
  state text not null,                   -- open, same, different
  decided_by text,                       -- a staff id, 'rule', or null while open
  found_at timestamptz not null,
  decided_at timestamptz,
  primary key (customer_id, other_id)
);
create index duplicate_pairs_other on duplicate_pairs (other_id);
create index duplicate_pairs_open on duplicate_pairs (state, probability, pair_id);

-- What a search for duplicates found: counts and the weights it learned, nothing of any person.
create table duplicate_runs (
  run_id text primary key,
  started_at timestamptz not null,
  records integer not null,
  pairs integer not null,
  merged integer not null,
  model jsonb not null
);

-- Where a customer record lives, in normal form; records at one place with one surname are a household.
create table residences (
  customer_id text primary key,
  place text,                            -- null: without a name or an address
  surname text not null,
  city text not null,
  household_id text,                     -- null: nobody else lives there
  fingerprint text not null              -- of the name and address this was read from
);
create index residences_place on residences (place);
create index residences_household on residences (household_id);
