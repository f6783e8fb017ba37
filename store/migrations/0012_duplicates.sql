-- domain/identity: possible duplicates and households

-- Two customers who may be one person. A pair is kept once, the smaller id first.
create table duplicate_pairs (
  customer_id text not null,
  other_id text not null,
  pair_id text not null unique,
  run_id text not null,                  -- the last search that found it
  weight double precision not null,      -- log2 of the odds of one person
  probability double precision not null,
  evidence jsonb not null,               -- per field: both values, how far they agree, the bits of evidence
  state text not null check (state in ('open', 'same', 'different')),
  decided_by text,                       -- a staff id, 'rule', or null while open
  found_at timestamptz not null,
  decided_at timestamptz,
  primary key (customer_id, other_id)
);
create index duplicate_pairs_other on duplicate_pairs (other_id);
create index duplicate_pairs_open on duplicate_pairs (weight desc, pair_id) where state = 'open';

-- What a search for duplicates found: counts and the weights it learned, nothing of any person.
create table duplicate_runs (
  run_id text primary key,
  started_at timestamptz not null,
  finished_at timestamptz,               -- null: on its way, or broken off
  records integer not null,
  pairs integer not null,
  merged integer not null,
  model jsonb not null
);
create index duplicate_runs_started on duplicate_runs (started_at);

-- Where a customer record lives, in normal form. Records at one place with one surname are a household.
create table residences (
  customer_id text primary key,
  place text not null,                   -- house number, street, postcode or city, country
  unit text not null,                    -- flat; empty where none is named
  surname text not null,
  city text not null,
  household_id text,                     -- null: nobody else of that name lives there
  read_at timestamptz not null           -- the customer's updated_at when this was read
);
create index residences_place on residences (place);
create index residences_household on residences (household_id);
create index customers_with_address on customers (customer_id) where address is not null and name is not null;
