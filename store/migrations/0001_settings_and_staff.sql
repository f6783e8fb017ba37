-- domain/settings and domain/staff

create table settings (
  key text primary key,
  value jsonb not null,
  updated_at timestamptz not null,
  updated_by text
);

create table api_keys (
  key_hash text primary key,           -- sha-256 of a secret key; a public key is stored as it is
  kind text not null check (kind in ('public', 'secret')),
  label text not null,
  hint text not null,                  -- how a list shows it: its start and its last four characters
  created_at timestamptz not null,
  revoked_at timestamptz
);

create table staff (
  staff_id text primary key,
  email text not null,
  name text not null,
  roles text[] not null,
  password_hash text not null,
  created_at timestamptz not null,
  disabled_at timestamptz
);
create unique index staff_email on staff (lower(email));

create table staff_sessions (
  session_hash text primary key,
  staff_id text not null references staff,
  csrf_token text not null,
  created_at timestamptz not null,
  expires_at timestamptz not null
);

create table staff_presence (
  staff_id text primary key references staff,
  last_seen_at timestamptz not null
);

create table sign_in_failures (
  key text primary key,                -- an e-mail or an address, hashed
  failures integer not null,
  window_ends_at timestamptz not null
);
