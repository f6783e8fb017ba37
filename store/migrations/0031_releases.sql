-- knowledge/catalog: when goods go on sale, and to whom earlier.

-- what the feed says
alter table products
  add column early_from timestamptz,                     -- null: nobody is let in before release_at
  add column early_segments text[] not null default '{}',
  add column early_tiers text[] not null default '{}';

-- what staff say instead: the whole row stands against the feed
create table releases (
  product_id text primary key,
  opens_at timestamptz,                                  -- null: on sale now, whatever the feed says
  early_from timestamptz,
  early_segments text[] not null default '{}',
  early_tiers text[] not null default '{}',
  updated_by text,
  updated_at timestamptz not null
);
