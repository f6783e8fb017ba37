-- knowledge/documents: for whom a document holds, and since when.

alter table documents
  add column key text,                          -- what it is about: documents of one key are versions of each other
  add column countries text[] not null default '{}', -- ISO 3166 codes it holds for; empty: everywhere
  add column version text,                      -- what people call this version; decides nothing
  add column valid_from timestamptz,            -- null: since it was imported
  add column valid_until timestamptz;           -- null: until a newer version holds

update documents set key = slug;
alter table documents alter column key set not null;
create index documents_key on documents (key);

-- The single sentences and headings of passages, by the hash of their words: the same words are encoded once.
create table sentence_vectors (
  hash text not null,
  model text not null,
  embedding vector(512) not null,
  primary key (hash, model)
);
