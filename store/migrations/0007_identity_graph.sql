-- domain/identity: people are joined by what was seen together, and by verdicts; never by moving rows

alter table customers add column updated_at timestamptz;      -- when name, locale or address were last written
update customers set updated_at = created_at;
alter table customers alter column updated_at set not null;

alter table identifiers
  add column first_seen_at timestamptz,                       -- both to the day: written at most once a day
  add column last_seen_at timestamptz,
  add column quarantined_at timestamptz,                      -- since when its edges do not count …
  add column quarantine_reason text;                          -- … and why
update identifiers set first_seen_at = created_at, last_seen_at = created_at;
alter table identifiers alter column first_seen_at set not null, alter column last_seen_at set not null;

-- Two identifiers that were seen together, each named by its member; the smaller id comes first.
create table identity_edges (
  customer_id text not null,
  other_id text not null,
  first_at timestamptz not null,       -- of the earliest record that showed them together
  source text not null,
  evidence text not null,
  state text not null check (state in ('used', 'refused', 'dropped')),
  reason text,                         -- why it was refused or dropped
  primary key (customer_id, other_id)
);
create index identity_edges_other on identity_edges (other_id);
create index identity_edges_refused on identity_edges (customer_id) where state = 'refused';
create index identity_edges_refused_other on identity_edges (other_id) where state = 'refused';

-- Who said that two members are one person, or are not; withdrawn ones stay for the story.
create table identity_verdicts (
  customer_id text not null,           -- the smaller id comes first
  other_id text not null,
  verdict_id text not null,
  verdict text not null check (verdict in ('same', 'different')),
  source text not null check (source in ('staff', 'session', 'duplicates')),
  staff_id text,
  reason text not null,
  decided_at timestamptz not null,
  withdrawn_at timestamptz,
  withdrawn_by text,
  primary key (customer_id, other_id, verdict_id)
);
create index identity_verdicts_other on identity_verdicts (other_id);

-- What a customer is found by as one types: words of the name, identifiers; lower case, without accents.
create table customer_words (
  customer_id text not null,
  word text not null,
  primary key (customer_id, word)
);
create index customer_words_word on customer_words (word collate "C", customer_id collate "C");

-- What the shop has changed of the rules by which people are joined.
create table identity_rules (
  name text primary key,
  value jsonb not null,
  updated_at timestamptz not null,
  updated_by text
);

-- One member per identifier from now on: a customer keeps its strongest, the others get members of their own.
create temporary table parted on commit drop as
select kind, value, customer_id as owner_id, source, created_at,
  case when place = 1 then customer_id
    else 'cus_' || substr(customer_id, 5, 10) || substr(md5(kind || ' ' || value), 1, 16) end as customer_id
from (
  select i.*, count(*) over (partition by customer_id) as held, row_number() over (
    partition by customer_id
    order by array_position(array['user_id', 'email', 'phone', 'loyalty_number', 'whatsapp_id'], kind), created_at, value
  ) as place
  from identifiers i
) numbered where held > 1;

insert into customers (customer_id, source, created_at, updated_at)
select customer_id, source, created_at, created_at from parted where customer_id <> owner_id;

insert into identity_edges (customer_id, other_id, first_at, source, evidence, state)
select a.customer_id, b.customer_id, greatest(a.created_at, b.created_at), b.source, 'customer record', 'used'
from parted a join parted b on a.owner_id = b.owner_id and a.customer_id collate "C" < b.customer_id collate "C";

update identifiers i set customer_id = p.customer_id
from parted p where p.kind = i.kind and p.value = i.value and p.customer_id <> p.owner_id;

drop index identifiers_customer;
create unique index identifiers_customer on identifiers (customer_id);

-- Links so far were sign-ins; they go to the final root from now on.
insert into identity_verdicts
  (customer_id, other_id, verdict_id, verdict, source, reason, decided_at)
select least(customer_id collate "C", root_id collate "C"), greatest(customer_id collate "C", root_id collate "C"),
  'ver_' || substr(customer_id, 5), 'same', 'session', reason, linked_at
from customer_links;

with recursive up (customer_id, root_id, depth) as (
  select customer_id, root_id, 1 from customer_links
  union all
  select up.customer_id, link.root_id, up.depth + 1
  from up join customer_links link on link.customer_id = up.root_id
  where up.depth < 100
), final as (
  select distinct on (customer_id) customer_id, root_id from up order by customer_id, depth desc
)
update customer_links l set root_id = final.root_id
from final where final.customer_id = l.customer_id and l.root_id <> final.root_id;

insert into customer_links (customer_id, root_id, reason, linked_at)
select p.customer_id, coalesce(l.root_id, p.owner_id), 'seen together', p.created_at
from parted p left join customer_links l on l.customer_id = p.owner_id
where p.customer_id <> p.owner_id;

insert into customer_words (customer_id, word)
select customer_id, word
from (
  select customer_id, regexp_replace(lower(normalize(name, NFKD)), U&'[\0300-\036F]', '', 'g') as name
  from customers where name is not null
) folded, lateral (
  select regexp_split_to_table(name, '\s+') union select regexp_split_to_table(name, '[^[:alnum:]]+')
) as split(word)
where word <> ''
union
select customer_id, case kind when 'phone' then substr(value, 2) else lower(value) end
from identifiers where kind <> 'anonymous_id';
