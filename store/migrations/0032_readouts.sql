-- measurement: readouts that were closed; a closed one is a snapshot and never changes.

create table readouts (
  readout_id text primary key,
  experiment text not null,
  journey text not null,
  closed_at timestamptz not null,
  closed_by text,
  body json not null
);
create unique index readouts_experiment on readouts (experiment, closed_at);

-- domain/experiments: the share held out at the moment of the exposure; null: not on record
alter table exposures add column share double precision;
