-- domain/consent

-- The ledger: what was said about one channel and one purpose, and how we know. Rows are only added; an
-- erasure is the one thing that removes any. What holds now is computed from them.
create table consent_entries (
  customer_id text not null,
  entry_id text not null,
  channel text not null,               -- web, email, sms, whatsapp, push
  purpose text not null,               -- transactional, service, clienteling, marketing, personalisation
  state text not null,                 -- granted, denied, pending
  source text not null,                -- keyword, words, preference_centre, one_click, gpc, event, import, staff, …
  evidence text not null,              -- the customer's words and the message's id, the form and its wording, …
  region text,                         -- whose rules were applied: DE, GB, US-FL, …
  address text,                        -- the e-mail address or number it was said about or from
  occurred_at timestamptz not null,
  recorded_at timestamptz not null,
  primary key (customer_id, entry_id)
);
create index consent_entries_latest on consent_entries (customer_id, channel, purpose, occurred_at);

create function consent_entries_stay() returns trigger language plpgsql as $$
begin
  raise exception 'consent_entries are only ever added to';
end $$;
create trigger consent_entries_stay before update on consent_entries
  for each row execute function consent_entries_stay();

-- What a law may take for consent where nothing was said: the latest purchase, the latest enquiry.
create table consent_grounds (
  customer_id text not null,
  ground text not null,                -- purchase, enquiry
  latest_at timestamptz not null,
  primary key (customer_id, ground)
);

-- How somebody wants to be written to, where they may be.
create table contact_preferences (
  customer_id text primary key,
  frequency jsonb not null,            -- {"email": "weekly", …}; a channel that is missing: as it comes
  categories jsonb not null,           -- names of categories; empty: all
  language text,
  paused_until timestamptz,
  updated_at timestamptz not null
);

-- Addresses that must never be written to again, as an HMAC under a key that is not in this database.
create table suppressions (
  address_hash text primary key,
  reason text not null,
  created_at timestamptz not null
);
