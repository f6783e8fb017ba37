-- domain/offers: what the shop may give away, to whom it gave it, and what that cost

create table offers (
  offer_id text primary key,
  name text not null unique,           -- a slug; journeys and templates name an offer by it
  title text not null,                 -- for shoppers
  definition jsonb not null,           -- contract/offers.ts: CheckedOffer
  status text not null check (status in ('draft', 'live', 'paused', 'ended')),
  rev integer not null,                -- grows with every change
  created_at timestamptz not null,
  updated_at timestamptz not null,
  updated_by text                      -- of staff; null: the house itself
);

create table offer_changes (
  rev bigint generated always as identity primary key,
  offer_id text not null,
  change text not null check (change in ('added', 'changed', 'status')),
  before jsonb,
  after jsonb,
  changed_by text,
  changed_at timestamptz not null
);
create index offer_changes_offer on offer_changes (offer_id, rev desc);

-- One row for each time somebody was given an offer. `terms` is what was promised: a changed offer leaves it.
create table issued_offers (
  customer_id text not null,
  issued_id text not null,
  offer_id text not null,
  issue_key text not null,             -- of the request: the same key is the same row
  root_id text not null,               -- of that time
  terms jsonb not null,
  currency text not null,
  code text,                           -- null: an offer without codes counts with the next order
  channel text not null,
  message_cost integer not null,       -- minor units, rounded up
  reserved_amount bigint not null,     -- the most it may cost, while it is open
  cost_amount bigint,                  -- what it did cost, once redeemed
  points integer not null,             -- loyalty points it cost the customer
  state text not null check (state in ('open', 'redeemed', 'expired', 'released')),
  issued_at timestamptz not null,
  issued_day date not null,            -- of the shop's zone: whose budget it is on
  expires_at timestamptz not null,
  settled_at timestamptz,
  order_id text,                       -- the shop's own, as it said it
  by_other boolean not null,           -- somebody else than the customer has used it
  primary key (customer_id, issued_id)
);
create index issued_offers_offer on issued_offers (offer_id, issued_at desc);
create index issued_offers_open on issued_offers (expires_at) where state = 'open';

create table offer_issue_keys (
  issue_key text primary key,
  customer_id text not null,
  issued_id text not null
);

-- By the hash of the code as it is typed in, without blanks and hyphens.
create table offer_codes (
  code_hash text primary key,
  customer_id text not null,
  issued_id text not null
);

-- What all rows of issued_offers come to; changed under the offer's lock only.
create table offer_budgets (
  offer_id text primary key,
  open_count bigint not null,
  redeemed_count bigint not null,
  reserved_amount bigint not null,
  spent_amount bigint not null
);

create table offer_budget_days (
  offer_id text not null,
  day date not null,
  open_count bigint not null,
  redeemed_count bigint not null,
  reserved_amount bigint not null,
  spent_amount bigint not null,
  primary key (offer_id, day)
);

-- How often an offer was refused and by which rule: no identifier of anybody.
create table offer_refusals (
  offer_id text not null,
  day date not null,
  reason text not null,
  refusals bigint not null,
  primary key (offer_id, day, reason)
);
