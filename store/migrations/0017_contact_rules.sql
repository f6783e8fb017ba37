-- domain/settings: who changed what. The contact rules themselves are a row of `settings`.

create table setting_changes (
  change_id text primary key,
  area text not null check (area in ('shop', 'contact_rules')),
  field text not null,
  before jsonb not null,
  after jsonb not null,
  changed_by text,                     -- of staff; null: the house itself, or a command
  changed_at timestamptz not null
);
create index setting_changes_latest on setting_changes (changed_at desc, change_id desc);
