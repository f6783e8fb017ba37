-- domain/links: links of our own in what we send, and who followed them

create table tracked_links (
  customer_id text not null,           -- the member the message went to
  token text not null,
  ref text not null,                   -- the row of the outbox that it stands in
  channel text not null check (channel in ('sms', 'whatsapp', 'email', 'push')),
  url text not null,                   -- where it leads: a page of the shop, or a path of this server
  product_id text,
  campaign text,                       -- the journey that sent it, where one did
  minted_at timestamptz not null,
  hits integer not null,               -- how often it was asked for, by whatever
  machine_hits integer not null,       -- of these, by programs that look before a person does
  last_click_at timestamptz,           -- the last one that may count; within half an hour there is no second
  primary key (customer_id, token)
);
-- one link for one address in one message, however often the message is drawn
create unique index tracked_links_once on tracked_links (customer_id, ref, md5(url));

-- Whose link it is: all that is known when somebody follows it.
create table link_tokens (
  token text primary key,
  customer_id text not null
);
create index link_tokens_customer on link_tokens (customer_id);

-- Who followed a link, as far as can be told. A click waits a few seconds, because a scanner follows every link
-- of a message at once; then it counts, or is known for a scan.
create table link_clicks (
  customer_id text not null,
  clicked_at timestamptz not null,
  click_id text not null,
  token text not null,
  ref text not null,
  state text not null check (state in ('waiting', 'counted', 'scan')),
  primary key (customer_id, clicked_at, click_id)
);
create index link_clicks_waiting on link_clicks (clicked_at) where state = 'waiting';
create index link_clicks_ref on link_clicks (customer_id, ref);

-- domain/settings: links into the shop's app are a row of `settings` of their own
alter table setting_changes drop constraint setting_changes_area_check;
alter table setting_changes add constraint setting_changes_area_check
  check (area in ('shop', 'contact_rules', 'app_links'));

-- domain/ugc: photos and reviews by customers

create table ugc (
  customer_id text not null,
  ugc_id text not null,
  kind text not null check (kind in ('photo', 'review')),
  product_id text not null,
  display_name text not null,
  stars integer check (stars between 1 and 5),
  body text not null,                  -- of a photo: what it shows
  language text,
  rights_version text not null,        -- which words they agreed to
  rights_accepted_at timestamptz not null,
  verified_buyer boolean not null,     -- as it was when they sent it
  warnings text[] not null,            -- what the checks found, for whoever decides
  state text not null check (state in ('pending', 'approved', 'rejected', 'withdrawn')),
  reason text,                         -- of a rejection
  note text,
  withdraw_hash text not null,         -- of the secret by which its author takes it back
  created_at timestamptz not null,
  decided_at timestamptz,
  decided_by text,                     -- of staff; null: nobody yet, or the house itself
  changed_at timestamptz not null,
  check ((kind = 'review') = (stars is not null)),
  primary key (customer_id, ugc_id)
);
create unique index ugc_id on ugc (ugc_id);
create index ugc_shown on ugc (product_id, created_at desc) where state = 'approved';
create index ugc_queue on ugc (created_at, ugc_id) where state = 'pending';

create table ugc_photos (
  customer_id text not null,
  ugc_id text not null,
  media_type text not null check (media_type in ('image/jpeg', 'image/png', 'image/webp')),
  width integer not null,
  height integer not null,
  bytes bytea not null,                -- without what the camera wrote beside the picture
  primary key (customer_id, ugc_id)
);

-- domain/content: pictures of a product or category for one place, by rule or by test

create table creatives (
  creative_id text primary key,
  product_id text,
  category text,                       -- a path or the beginning of one
  place text not null,
  image_url text not null,
  alt text not null,
  rule jsonb not null,                 -- segments, seasons, languages; empty: everybody
  test_key text,                       -- creatives of one key are tried against each other, evenly
  position integer not null,           -- the first whose rule fits is shown
  is_on boolean not null,
  starts_at timestamptz,
  ends_at timestamptz,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  updated_by text,
  check ((product_id is null) <> (category is null))
);
create index creatives_product on creatives (product_id, place);
create index creatives_category on creatives (place) where category is not null;
