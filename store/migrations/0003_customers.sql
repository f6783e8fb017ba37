-- domain/identity

create table customers (
  customer_id text primary key,
  name text,
  locale text,
  address jsonb,
  source text not null,
  created_at timestamptz not null
);

create table identifiers (
  kind text not null,                  -- anonymous_id, user_id, email, phone, loyalty_number, …
  value text not null,                 -- normalised
  customer_id text not null,
  source text not null,
  created_at timestamptz not null,
  primary key (kind, value)
);
create index identifiers_customer on identifiers (customer_id);

-- Merging is a link, not a move: rows keep the customer_id they were written with.
create table customer_links (
  customer_id text primary key,
  root_id text not null,
  reason text not null,
  linked_at timestamptz not null
);
create index customer_links_root on customer_links (root_id);

-- A browser's session: anonymous until a signed identity token raises it, for as long as the token lives.
create table visitor_sessions (
  session_hash text primary key,
  customer_id text not null,           -- the anonymous customer it was opened for
  account_customer_id text,            -- who the last identity token named
  account_until timestamptz,           -- account trust ends here
  created_at timestamptz not null,
  last_seen_at timestamptz not null,
  expires_at timestamptz not null
);
create index visitor_sessions_customer on visitor_sessions (customer_id);
