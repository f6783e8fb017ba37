-- orchestrator: what a message cost, whose holdout it asks, which offer it carries, and who waits for whom

alter table outbox add column cost bigint not null default 0; -- thousandths of a minor unit of the shop's currency
alter table outbox add column holdout double precision;       -- the journey's own share in per cent; null: that of the rules
alter table outbox add column issued_key text;                -- the key under which an offer was issued for it and stands

-- Who comes second waits for this row: asked when it has gone, or will not go.
create index outbox_losers on outbox (winner_id) where state = 'held' and winner_id is not null;

-- Where a message goes on by another channel.
create index outbox_reroutes on outbox (rerouted_from) where rerouted_from is not null;

-- What went out for a journey, for its readout.
create index outbox_of_sender on outbox (sender_name, started_at)
  where sender_type = 'journey' and started_at is not null;
