-- domain/sandbox: phones and mailboxes of nobody, where channels without credentials deliver

create table sandbox_messages (
  customer_id text not null,           -- whom it was sent to, or who was found to have written it
  provider_message_id text not null,   -- the sandbox is the provider: it makes these ids
  channel text not null check (channel in ('sms', 'whatsapp', 'email', 'push')),
  address text not null,
  direction text not null check (direction in ('to_customer', 'from_customer')),
  content jsonb not null,              -- to: exactly what the adapter was given; from: what was typed or chosen
  status text check (status in ('sent', 'delivered', 'read', 'failed')), -- of what was sent to the customer
  seen_at timestamptz,                 -- when somebody opened the phone after it
  at timestamptz not null,
  primary key (customer_id, provider_message_id)
);
create index sandbox_messages_by_device on sandbox_messages (channel, address, at, provider_message_id);

-- a look-up: one row for each phone and mailbox
create table sandbox_devices (
  channel text not null check (channel in ('sms', 'whatsapp', 'email', 'push')),
  address text not null,
  customer_id text not null,           -- who was last known under it
  kind text not null,                  -- of the address: phone, whatsapp_id, email, push_token
  name text,                           -- how the owner is called
  fault text check (fault in ('unreachable', 'server_error', 'opted_out', 'answer_lost')),
  last_at timestamptz not null,
  last_from_at timestamptz,            -- when the customer last wrote: a WhatsApp window is open for 24 hours
  primary key (channel, address)
);
create index sandbox_devices_newest on sandbox_devices (last_at desc, channel, address);
create index sandbox_devices_of_customer on sandbox_devices (customer_id);
