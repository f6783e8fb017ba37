-- domain/experiments: holdouts and who was exposed to them

create table experiments (
  key text primary key,                -- holdout:global, holdout:associates, holdout:journey:NAME
  kind text not null check (kind in ('global', 'associates', 'journey')),
  seed text not null,                  -- of the hash; of its own, so that holdouts are independent
  share double precision not null check (share >= 0 and share <= 1), -- held out, of those not exposed yet
  started_at timestamptz not null,
  changed_at timestamptz not null      -- when the share was last another
);

-- Who was looked at by a holdout, and what came of it. Written once, at the gate; the first row of a customer
-- stays. `root_id` is the root of that time: what the hash was of.
create table exposures (
  customer_id text not null,
  experiment text not null,
  variation text not null check (variation in ('control', 'treated')),
  root_id text not null,
  exposed_at timestamptz not null,
  outbox_id text,                      -- the attempt that was first looked at
  primary key (customer_id, experiment)
);
create index exposures_of on exposures (experiment, customer_id) include (variation);
