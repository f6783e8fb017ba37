-- server: what is too large for a NOTIFY between processes (room server, @socket.io/postgres-adapter)

create table socket_io_attachments (
  id bigserial primary key,
  created_at timestamptz not null default now(),
  payload bytea not null
);
create index socket_io_attachments_created on socket_io_attachments (created_at);
