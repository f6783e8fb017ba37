-- domain/events: who wants a product, found by the product

create index events_product on events ((properties->>'product_id'), name, occurred_at)
  where name in ('Back In Stock Requested', 'Price Drop Requested', 'Product Added to Wishlist',
    'Product Removed from Wishlist', 'Product Added', 'Product Viewed');

-- knowledge/catalog: what changed of a variant, for those who wait for it

-- A row for each time that a price moved, or that it became or ceased to be sold online.
create table variant_changes (
  product_id text not null,
  variant_id text not null,
  changed_at timestamptz not null,
  currency text not null,
  before_amount bigint not null,       -- minor units
  after_amount bigint not null,
  before_sellable boolean not null,
  after_sellable boolean not null,
  primary key (product_id, variant_id, changed_at)
);
create index variant_changes_at on variant_changes (changed_at);

-- orchestrator/calendar: seasons and feast days, by region

create table calendar_entries (
  entry_id text primary key,
  name text not null unique,           -- small letters with -; journeys name entries by it
  title jsonb not null,                -- as the shopper reads it, by language
  regions text[] not null,             -- ISO 3166 codes, or north, south; empty: everywhere
  days jsonb not null,                 -- { "type": "yearly" | "dated" | "feast", … }
  categories text[] not null,          -- to feature, such as 'Outdoor > Tents'
  attributes jsonb not null,           -- to feature, such as { "season": "winter" }
  live boolean not null,
  ready_made boolean not null,         -- came with the house; staff may change it all the same
  rev integer not null default 1,
  updated_at timestamptz not null,
  updated_by text
);

-- domain/carts: carts that rest

create index carts_rest on carts (updated_at) where status = 'open';
