-- knowledge/catalog: when things happened to a product, which the feed does not say, and a mark that the
-- catalog in memory follows for stock in the stores.

create table product_moments (
  product_id text primary key references products on delete cascade,
  first_seen_at timestamptz not null,  -- when it first came into the catalog
  sellable boolean not null,           -- as it was written last
  sold_out_at timestamptz,             -- when its last sellable variant went
  restocked_at timestamptz             -- when it could be bought again after that
);
insert into product_moments (product_id, first_seen_at, sellable, sold_out_at, restocked_at)
select p.product_id, p.updated_at, exists (select 1 from variants v where v.product_id = p.product_id
  and v.available and (v.stock_online is null or v.stock_online > 0)), null, null
from products p where p.deleted_at is null;

alter table store_stock add column rev bigint not null default nextval('catalog_rev');
create index store_stock_rev on store_stock (rev);
alter table stores add column rev bigint not null default nextval('catalog_rev');

-- domain/recommendation

-- Trained models, whole: counts over all customers by product, naming nobody.
create table recommendation_models (
  model_id text primary key,
  number bigint not null generated always as identity, -- the highest serves
  trained_at timestamptz not null,     -- as of when it knows
  format integer not null,             -- a process reads the formats it knows
  duration_ms integer not null,
  counts jsonb not null,               -- what it learned from
  params jsonb not null,               -- what was chosen, and its figures on a later period
  mark jsonb not null,                 -- how far the signals were read
  bytes bytea not null                 -- packed with gzip
);
create index recommendation_models_number on recommendation_models (number desc);

create table recommendation_runs (
  run_id text primary key,
  number bigint not null generated always as identity,
  started_at timestamptz not null,
  step text not null,
  done integer not null,
  total integer not null,
  updated_at timestamptz not null,
  ended_at timestamptz,
  error text                           -- why it failed, in one sentence
);

create sequence curation_rev;

-- What the shop itself decides: products to show at a place of a row, products, brands, categories and
-- attributes to hide, and which category goes with which.
create table recommendation_curation (
  curation_id text primary key,
  kind text not null check (kind in ('pin', 'exclude', 'goes_with')),
  row_name text,                       -- null: every row
  context_product_id text,             -- only beside this product; null: everywhere
  context_category text,               -- of goes_with: what the category goes with
  product_id text,
  brand text,
  category text,                       -- a path or the beginning of one
  attribute_name text,
  attribute_value text,
  position integer,                    -- of a pin, from 1
  note text not null,
  starts_at timestamptz,
  ends_at timestamptz,
  created_by text,
  created_at timestamptz not null,
  updated_by text,
  updated_at timestamptz not null,
  rev bigint not null default nextval('curation_rev'),
  check (num_nonnulls(product_id, brand, category, attribute_name) = 1),
  check ((attribute_name is null) = (attribute_value is null)),
  check ((kind = 'goes_with') = (context_category is not null)),
  check (kind <> 'goes_with' or category is not null),
  check (kind <> 'pin' or (product_id is not null and position between 1 and 24))
);

-- Who changed what of it.
create table recommendation_changes (
  rev bigint generated always as identity primary key,
  curation_id text not null,
  change text not null check (change in ('added', 'changed', 'removed')),
  before jsonb,
  after jsonb,
  changed_by text,
  changed_at timestamptz not null
);

-- Whether there is anything new to learn is asked every minute.
create index orders_updated on orders using brin (updated_at);
