-- Messages written once for every channel, from modules. A version is rows that never change once it is live:
-- `drawn_from` is what it is drawn from, its shared modules in place.
create table content_templates (
  content_template_id text primary key,
  name text not null,
  created_at timestamptz not null,
  updated_at timestamptz not null
);
create unique index content_templates_name on content_templates (name);

create table content_versions (
  content_template_id text not null references content_templates (content_template_id) on delete cascade,
  version integer not null,
  status text not null check (status in ('draft', 'live', 'retired', 'withdrawn')),
  written jsonb not null,
  drawn_from jsonb,
  rev integer not null default 1,
  updated_at timestamptz not null,
  updated_by text,
  approved_at timestamptz,
  approved_by text,
  primary key (content_template_id, version)
);
-- one live version and one draft of a template
create unique index content_versions_live on content_versions (content_template_id) where status = 'live';
create unique index content_versions_draft on content_versions (content_template_id) where status = 'draft';

create table content_modules (
  module_id text primary key,
  name text not null,
  written jsonb not null,
  rev integer not null default 1,
  updated_at timestamptz not null,
  updated_by text
);
create unique index content_modules_name on content_modules (name);
