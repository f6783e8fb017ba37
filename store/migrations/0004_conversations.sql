-- domain/conversations and domain/handoff

create table conversations (
  customer_id text not null,
  conversation_id text not null,
  channel text not null,
  status text not null check (status in ('agent', 'queued', 'with_staff', 'closed')),
  staff_id text,
  rev bigint not null,                 -- grows with every change of the conversation or of a message in it
  last_seq integer not null,
  last_customer_seq integer not null,  -- the newest message that wants an answer
  answered_seq integer not null,       -- what the agent (or a person) has answered up to
  turn_id text,                        -- the turn that is being worked on …
  turn_lease_until timestamptz,        -- … by a worker that must renew this
  turn_attempts integer not null,
  customer_read_seq integer not null,
  staff_read_seq integer not null,
  page jsonb,                          -- what the shopper was looking at, last
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (customer_id, conversation_id)
);
create index conversations_id on conversations (conversation_id);
create index conversations_status on conversations (status, updated_at);
create index conversations_unanswered on conversations (updated_at)
  where status = 'agent' and answered_seq < last_customer_seq;

create table messages (
  customer_id text not null,
  conversation_id text not null,
  seq integer not null,
  message_id text not null,
  client_message_id text,
  sender text not null check (sender in ('customer', 'agent', 'associate', 'support', 'system')),
  staff_id text,
  staff_name text,
  text text not null,
  parts jsonb not null,
  status text not null check (status in ('partial', 'complete')),
  turn_id text,
  rev bigint not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (customer_id, conversation_id, seq)
);
create unique index messages_client_id on messages (customer_id, conversation_id, client_message_id)
  where client_message_id is not null;
create index messages_rev on messages (customer_id, conversation_id, rev);

create table tool_calls (
  customer_id text not null,
  conversation_id text not null,
  tool_call_id text not null,
  turn_id text not null,
  message_seq integer not null,        -- the customer's message that led to it
  tool text not null,
  arguments jsonb not null,
  result jsonb,
  ok boolean not null,
  error text,
  trust text not null,
  started_at timestamptz not null,
  milliseconds integer not null,
  primary key (customer_id, conversation_id, tool_call_id)
);

create table proposals (
  customer_id text not null,
  conversation_id text not null,
  proposal_id text not null,
  tool text not null,
  arguments jsonb not null,
  summary text not null,
  status text not null check (status in ('open', 'executed', 'declined', 'failed', 'expired')),
  after_customer_seq integer not null, -- the newest thing the customer had said when it was made
  created_at timestamptz not null,
  expires_at timestamptz not null,
  settled_at timestamptz,
  result jsonb,
  primary key (customer_id, conversation_id, proposal_id)
);

-- An order whose number and e-mail (or postcode) the shopper has shown to know, in this conversation.
create table order_grants (
  customer_id text not null,
  conversation_id text not null,
  order_id text not null,
  granted_at timestamptz not null,
  expires_at timestamptz not null,
  primary key (customer_id, conversation_id, order_id)
);

create table handoffs (
  customer_id text not null,
  handoff_id text not null,
  conversation_id text not null,
  reason text not null,
  summary text not null,
  queued_at timestamptz not null,
  notice_at timestamptz,
  taken_at timestamptz,
  staff_id text,
  ended_at timestamptz,
  outcome text check (outcome in ('resolved', 'returned', 'ended_by_customer', 'requeued', 'closed')),
  primary key (customer_id, handoff_id)
);
create index handoffs_open on handoffs (queued_at) where ended_at is null;
create index handoffs_conversation on handoffs (customer_id, conversation_id);
