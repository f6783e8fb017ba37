-- domain/experiments: who was shown which arm of a test, such as one of several pictures of a product. Written
-- once, as the message leaves; the first arm of a customer in a test stays. `root_id` is what the hash was of.
create table test_exposures (
  customer_id text not null,
  test text not null,                  -- creative:KEY
  arm text not null,                   -- the id of what was shown
  root_id text not null,
  exposed_at timestamptz not null,
  outbox_id text,
  primary key (customer_id, test)
);
create index test_exposures_of on test_exposures (test, customer_id) include (arm);
