/**
 * The tables. Two rules stand here in the database's own words, because application code that checks
 * first and writes afterwards always leaves a gap between the two: no schedule and no practitioner has
 * two claims on one moment, and a claim lasts longer than nothing (an empty range overlaps nothing, so
 * it would slip past the first rule).
 */
export const schema = `
create extension if not exists btree_gist;

create table if not exists resource (
  type text not null,
  id text not null,
  version integer not null,
  last_updated timestamptz not null,
  patient text,
  content jsonb not null,
  primary key (type, id)
);
create index if not exists resource_by_patient on resource (type, patient);

create table if not exists slot (
  id text primary key,
  schedule text not null,
  practitioner text not null,
  location text not null,
  organization text not null,
  specialty text not null,
  visit_types text[] not null,
  during tstzrange not null,
  oldest_age integer,
  check (not isempty(during))
);
create index if not exists slot_by_start on slot (lower(during));

create table if not exists claim (
  appointment text primary key,
  slot text not null,
  schedule text not null,
  practitioner text not null,
  patient text,
  during tstzrange not null,
  status text not null check (status in ('pending', 'booked', 'released')),
  held_since timestamptz,
  expires_at timestamptz,
  constraint claim_lasts check (not isempty(during)),
  constraint claim_pending_expires check ((status = 'pending') = (expires_at is not null)),
  constraint claim_one_per_schedule
    exclude using gist (schedule with =, during with &&) where (status in ('pending', 'booked')),
  constraint claim_one_per_practitioner
    exclude using gist (practitioner with =, during with &&) where (status in ('pending', 'booked'))
);
create index if not exists claim_by_expiry on claim (expires_at) where (status = 'pending');

create table if not exists morning_resource (like resource);
create table if not exists morning_claim (like claim);

create table if not exists oidc_payload (
  model text not null,
  id text not null,
  payload jsonb not null,
  expires_at timestamptz,
  grant_id text,
  user_code text,
  uid text,
  primary key (model, id)
);
create index if not exists oidc_payload_by_grant on oidc_payload (grant_id);

create table if not exists setting (
  name text primary key,
  value jsonb not null
);
`;
