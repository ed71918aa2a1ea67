-- One dialect for SQLite and PostgreSQL: text, bigint, double precision and integers for truth values.
-- Times are milliseconds since 1970, UTC.

create table scan (
  id text not null primary key,
  sha256 text not null unique,
  name text not null,
  name_key text not null,
  bytes bigint not null,
  uploaded_by text not null,
  callback_url text,
  created_at bigint not null,
  -- The queue: queued, running, finished.
  state text not null,
  queued_at bigint not null,
  started_at bigint,
  ended_at bigint,
  claim text,
  -- The verdict, as report.json has it; absent until the scan has finished.
  status text,
  label text,
  evidence text,
  probability double precision,
  reason text,
  message text,
  line text,
  segments text,
  duration_seconds double precision,
  width integer,
  height integer,
  picture integer,
  persons integer,
  scan_seconds double precision,
  report integer not null,
  credentials text,
  suspicion double precision not null,
  -- What a person says beside it.
  opinion text,
  note text,
  opinion_by text,
  opinion_at bigint,
  upload_kept integer not null
);
create index scan_by_suspicion on scan (suspicion, id);
create index scan_by_creation on scan (created_at, id);
create index scan_by_name on scan (name_key, id);
-- Each filter of the list with each order, so that a page is found without sorting.
create index scan_by_state_and_suspicion on scan (state, suspicion, id);
create index scan_by_state_and_creation on scan (state, created_at, id);
create index scan_by_state_and_name on scan (state, name_key, id);
create index scan_by_label_and_suspicion on scan (label, suspicion, id);
create index scan_by_queue on scan (state, queued_at, id);
create index scan_by_uploader on scan (uploaded_by, state);

-- What is made of a scan when somebody asks for it: a preview, an overlay.
create table artefact (
  scan_id text not null references scan (id) on delete cascade,
  kind text not null,
  state text not null,
  queued_at bigint not null,
  file text,
  reason text,
  message text,
  primary key (scan_id, kind)
);
create index artefact_by_queue on artefact (state, queued_at);

-- Resumable uploads; how much is there is told by the file alone.
create table upload (
  id text not null primary key,
  name text not null,
  bytes bigint not null,
  uploaded_by text not null,
  callback_url text,
  created_at bigint not null,
  expires_at bigint not null,
  scan_id text
);

create table callback (
  id text not null primary key,
  scan_id text not null,
  url text not null,
  state text not null,
  attempts integer not null,
  next_at bigint not null,
  problem text
);
create index callback_by_time on callback (state, next_at);

create table token (
  id text not null primary key,
  name text not null,
  role text not null,
  hash text not null unique,
  created_at bigint not null,
  revoked_at bigint
);

create table audit (
  id text not null primary key,
  at bigint not null,
  who text not null,
  action text not null,
  subject text not null,
  detail text not null
);
create index audit_by_time on audit (at, id);
