-- domain/content: what is written once and said often

create table message_templates (
  template_id text primary key,
  name text not null,
  channel text not null check (channel in ('whatsapp')),
  language text not null,              -- as providers write it: en, en_US, de
  category text not null check (category in ('marketing', 'utility', 'authentication')),
  body text not null,                  -- with {{1}} or {{first_name}} where the parameters go
  status text not null check (status in ('draft', 'pending', 'approved', 'paused', 'rejected')),
  status_at timestamptz not null,      -- when the status was last said: an older word never overtakes it
  status_note text,                    -- why a provider refused or paused it
  twilio_reference text,               -- ContentSid
  whatsapp_cloud_reference text,       -- the template's name at Meta
  created_at timestamptz not null,
  updated_at timestamptz not null,
  updated_by text                      -- null: the house or a provider
);
create unique index message_templates_name on message_templates (channel, name, language);
create unique index message_templates_twilio on message_templates (twilio_reference);
create unique index message_templates_cloud on message_templates (whatsapp_cloud_reference, language);
