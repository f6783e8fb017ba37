-- domain/orders and domain/carts

create table orders (
  customer_id text not null,
  order_id text not null,
  order_number text not null,
  status text not null check (status in
    ('pending', 'processed', 'shipped', 'delivered', 'cancelled', 'returned', 'refunded')),
  email text,
  postcode text,
  currency text not null,
  total_amount bigint not null,
  shipping_address jsonb,
  fulfilments jsonb not null,          -- [{ carrier, tracking, url, lineNumbers }]
  payments jsonb not null,             -- [{ kind, amount, method }]
  delivery_date date,
  channel text not null,               -- web, store, …
  store_id text,
  cancel_reason text,
  source text not null,
  hash text not null,
  placed_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (customer_id, order_id)
);
create index orders_id on orders (order_id);
create index orders_placed on orders (customer_id, placed_at desc);

create table order_lines (
  customer_id text not null,
  order_id text not null,
  line_number integer not null,
  product_id text not null,
  variant_id text not null,
  title text not null,
  options text not null,
  quantity integer not null,
  unit_price_amount bigint not null,
  primary key (customer_id, order_id, line_number)
);

create table order_numbers (
  order_number text primary key,       -- normalised: upper case, without '#' and spaces
  customer_id text not null,
  order_id text not null
);

-- What was changed here, for the shop's own systems to fetch (GET /v1/orders/changes).
create table order_changes (
  change_id bigint generated always as identity primary key,
  customer_id text not null,
  order_id text not null,
  order_number text not null,
  change text not null,                -- cancelled
  detail jsonb not null,
  changed_at timestamptz not null
);

create table order_lookup_failures (
  key text primary key,                -- conversation, address or order number, hashed
  failures integer not null,
  window_ends_at timestamptz not null
);

create table carts (
  customer_id text not null,
  cart_id text not null,
  status text not null check (status in ('open', 'checked_out', 'abandoned')),
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (customer_id, cart_id)
);
create unique index carts_open on carts (customer_id) where status = 'open';

create table cart_lines (
  customer_id text not null,
  cart_id text not null,
  product_id text not null,
  variant_id text not null,
  quantity integer not null check (quantity > 0),
  added_at timestamptz not null,
  primary key (customer_id, cart_id, variant_id)
);
