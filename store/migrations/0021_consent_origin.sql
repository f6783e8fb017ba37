-- domain/consent

-- The record that spoke for its whole person: its no is kept beside every record of the person, and only its own
-- yes takes that back. Null: told of this very record alone, by an event, an import or a browser.
alter table consent_entries add column origin_id text;
