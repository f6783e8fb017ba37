-- domain/slots: what stands where on the site, for whom, and what was shown

create table slots (
  name text primary key,
  position integer not null,           -- as the console lists them
  place text not null,
  kind text not null check (kind in ('hero', 'row', 'social_proof', 'exit_intent', 'app_install', 'banner')),
  is_on boolean not null,
  strategy text not null check (strategy in ('manual', 'contextual', 'personal')),
  default_content jsonb not null,
  quiet_days integer not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  updated_by text                      -- of staff; null: the house itself
);

create table slot_variants (
  variant_id text primary key,
  slot text not null references slots (name) on delete cascade,
  position integer not null,           -- the first that fits is shown
  name text not null,
  is_on boolean not null,
  audience jsonb not null,
  content jsonb not null,
  starts_at timestamptz,
  ends_at timestamptz,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  updated_by text
);
create index slot_variants_slot on slot_variants (slot, position);

-- Who changed what; other processes see by it that they have to read anew.
create table slot_changes (
  rev bigint generated always as identity primary key,
  slot text not null,                  -- empty: the rules of all slots, or their order
  variant_id text,
  change text not null check (change in ('added', 'changed', 'removed', 'reordered')),
  before jsonb,
  after jsonb,
  changed_by text,
  changed_at timestamptz not null
);
create index slot_changes_slot on slot_changes (slot, rev desc);

-- How often each variant was decided: no identifier of anybody.
create table slot_counts (
  slot text not null,
  variant_id text not null,            -- empty: the default
  day date not null,
  served bigint not null,
  late bigint not null,                -- of these, without what is known of the person, which came too late
  primary key (slot, variant_id, day)
);

-- What was decided for whom and why, where they may be tracked.
create table slot_exposures (
  customer_id text not null,
  decided_at timestamptz not null,
  exposure_id text not null,
  decision_id text not null,
  slot text not null,
  variant_id text,                     -- null: the default
  strategy text not null,
  reason text not null,
  segment_key text not null,
  product_ids text[] not null,
  is_default boolean not null,
  is_late boolean not null,
  path text not null,                  -- without its query
  primary key (customer_id, decided_at, exposure_id)
);
-- almost free to keep, because rows arrive in this order
create index slot_exposures_decided on slot_exposures using brin (decided_at);
