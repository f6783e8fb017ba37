-- knowledge/catalog, knowledge/documents, knowledge/search

create sequence catalog_rev;
create sequence document_rev;

create table products (
  product_id text primary key,         -- the shop's own id
  title text not null,
  description text not null,
  brand text,
  url text,
  categories text[] not null,          -- paths such as 'Clothing > Jackets'
  media jsonb not null,                -- [{ url, alt }]
  attributes jsonb not null,           -- { "material": "wool", … }, the same for every variant
  release_at timestamptz,
  source text not null,                -- where it was imported from; 'demo' for the demo shop
  hash text not null,                  -- of the imported content: an unchanged product is not written again
  rev bigint not null default nextval('catalog_rev'),
  updated_at timestamptz not null,
  deleted_at timestamptz
);
create index products_rev on products (rev);

create table variants (
  product_id text not null references products on delete cascade,
  variant_id text not null,
  position integer not null,
  title text not null,
  sku text,
  barcode text,
  url text,
  options jsonb not null,              -- [{ name, value }]
  price_amount bigint not null check (price_amount >= 0),
  currency text not null,
  list_price_amount bigint,
  cost_amount bigint,                  -- what the shop pays; never shown to shoppers
  available boolean not null,
  stock_online integer,                -- null: not counted, `available` decides
  media jsonb not null,
  primary key (product_id, variant_id)
);
create index variants_variant on variants (variant_id);

create table stores (
  store_id text primary key,
  name text not null,
  address text not null,
  city text not null,
  country text not null,
  latitude double precision,
  longitude double precision,
  time_zone text not null,
  phone text,
  hours text,
  source text not null
);

create table store_stock (
  variant_id text not null,
  store_id text not null references stores on delete cascade,
  quantity integer not null,
  updated_at timestamptz not null,
  primary key (variant_id, store_id)
);

create table documents (
  document_id text primary key,
  slug text not null unique,           -- file name or address: importing the same one again updates it
  title text not null,
  url text,
  kind text not null,                  -- policy, care, delivery, store, other
  format text not null check (format in ('markdown', 'html')),
  body text not null,
  source text not null,
  hash text not null,
  rev bigint not null default nextval('document_rev'),
  updated_at timestamptz not null
);

create table passages (
  document_id text not null references documents on delete cascade,
  position integer not null,
  section text not null,               -- headings above it, joined by ' > '
  text text not null,
  primary key (document_id, position)
);

-- Stored here, scanned in memory: an HNSW insert takes 7 ms on the embedded database's one thread.
create table product_vectors (
  product_id text not null,
  model text not null,
  hash text not null,                  -- of the text that was embedded
  embedding vector(512) not null,
  primary key (product_id, model)
);

create table passage_vectors (
  document_id text not null,
  position integer not null,
  model text not null,
  hash text not null,
  embedding vector(512) not null,
  primary key (document_id, position, model)
);
