-- domain/profile

-- What is known of a customer. One row per value and source; hearing it again only moves its times, so that
-- the order of arrival does not matter and twice equals once. Older values stay beside it: its history.
create table trait_values (
  customer_id text not null,
  name text not null,
  party text not null check (party in ('zero', 'first', 'second')),
  source text not null,                -- chat, quiz, preferences, a source of events, a partner
  value_hash text not null,            -- of the value, so that a long one can be part of the key
  value jsonb not null,
  purposes text[] not null,            -- what it may serve
  evidence text not null,              -- the words, the question or the call it is from, as it was heard last
  contract_id text,                    -- second party only: the contract it came under
  first_at timestamptz not null,       -- when it was said or seen, first and last
  last_at timestamptz not null,
  primary key (customer_id, name, party, source, value_hash)
);

-- What a customer asked us to forget: no value said before it is read again, whenever it arrives.
create table trait_withdrawals (
  customer_id text not null,
  name text not null,
  at timestamptz not null,
  primary key (customer_id, name)
);

-- Second-party traits come under one of these, and only while it runs.
create table partner_contracts (
  contract_id text primary key,
  partner text not null,
  reference text not null,             -- where the signed paper is
  purposes text[] not null,
  traits text[] not null,              -- the names of traits it covers
  starts_at timestamptz not null,
  expires_at timestamptz not null,
  ended_at timestamptz,                -- when it was ended before its time
  recorded_by text not null,
  recorded_at timestamptz not null
);
create index partner_contracts_partner on partner_contracts (partner, expires_at);

-- A ledger: entries are added, never changed. Balance, tier and rewards are read from it.
create table loyalty_entries (
  customer_id text not null,
  entry_id text not null,              -- of the event or the import line: twice equals once
  kind text not null check (kind in ('joined', 'left', 'earned', 'redeemed', 'expired', 'adjusted', 'tier',
    'reward_issued', 'reward_redeemed', 'reward_expired', 'milestone')),
  points integer not null,             -- what it adds to the balance; 0 where it is not about points
  label text,                          -- name of the tier, the reward, the milestone; the reason of an adjustment
  reference text,                      -- id of the reward, the order
  source text not null,
  at timestamptz not null,
  expires_at timestamptz,
  recorded_at timestamptz not null,
  primary key (customer_id, entry_id)
);
create index loyalty_entries_at on loyalty_entries (customer_id, at desc);

-- Every change of a subscription; what it stands at is the latest of each field.
create table subscription_changes (
  customer_id text not null,
  subscription_id text not null,
  change_id text not null,             -- of the event
  change text not null check (change in ('started', 'updated', 'skipped', 'paused', 'resumed', 'swapped',
    'renewed', 'renewal_due', 'payment_failed', 'cancelled')),
  status text check (status in ('active', 'paused', 'past_due', 'cancelled')),
  items jsonb,                         -- [{ productId, variantId, title, quantity }]
  interval_unit text check (interval_unit in ('day', 'week', 'month', 'year')),
  interval_count integer,
  renews_at timestamptz,
  paused_until timestamptz,
  detail text,
  source text not null,
  at timestamptz not null,
  recorded_at timestamptz not null,
  primary key (customer_id, subscription_id, change_id)
);

-- Whether the app on a device may tell us where it is; without a row it may not.
create table location_permissions (
  customer_id text not null,
  device_id text not null,
  state text not null check (state in ('granted', 'denied')),
  source text not null,
  at timestamptz not null,
  primary key (customer_id, device_id)
);
