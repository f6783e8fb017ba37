-- domain/rights: who asked that a person's data be handed out or erased, and who agreed

create table data_requests (
  request_id text primary key,
  customer_id text,                    -- the root when it was asked; null once erased
  kind text not null check (kind in ('export', 'erase')),
  subject text,                        -- how the person was named then; null once erased
  subject_hashes text[] not null,      -- HMACs of the identifiers, once erased
  erased_ids text[] not null,          -- the person's former ids, for the day in which latecomers are swept up
  reason text not null,                -- emptied with the person
  status text not null check (status in ('waiting', 'approved', 'done', 'refused', 'withdrawn')),
  asked_by text not null,
  asked_at timestamptz not null,
  decided_by text,
  decided_at timestamptz,
  done_at timestamptz,
  open_until timestamptz,              -- until when an approved archive may be fetched
  counts jsonb                         -- rows by room, of what was handed out or erased
);
create index data_requests_asked on data_requests (asked_at desc);
create unique index data_requests_open on data_requests (customer_id, kind)
  where status in ('waiting', 'approved');
