-- Reinstate's own record, beside the engine's tables in the same database and the same transactions.

create table if not exists REINSTATE_CLAIM (
  APPLICATION varchar(40) primary key,
  INSTANCE varchar(64)
);

-- Whose turn it is: a step that acts locks its application's row until its transaction ends.
create table if not exists REINSTATE_TURN (
  APPLICATION varchar(40) primary key
);

create table if not exists REINSTATE_ROLLBACK (
  INSTANCE varchar(64) primary key,
  ROLLBACK_KEY varchar(64) not null unique,
  APPLICATION varchar(40) not null,
  NUMBER_ integer not null,
  RUNBOOK varchar(64) not null,
  SUBJECT varchar(2000),
  TARGET varchar(200),
  REASON varchar(2000),
  REQUESTER varchar(255) not null,
  UNDOES varchar(64),
  STARTED timestamp with time zone not null,
  OUTCOME varchar(40),
  DETAIL varchar(4000),
  ACTED timestamp with time zone,
  ENDED timestamp with time zone,
  unique (APPLICATION, NUMBER_)
);

-- When it was done, and was only watched and checked from then on; earlier versions had no such column.
alter table REINSTATE_ROLLBACK add column if not exists ACTED timestamp with time zone;

-- What it is about may be several toggles; earlier versions had room for one name.
alter table REINSTATE_ROLLBACK alter column SUBJECT set data type varchar(2000);

-- What the catalog said of the application when an act began; its steps go by that. Secrets are references in it.
create table if not exists REINSTATE_DESCRIPTION (
  INSTANCE varchar(64) primary key references REINSTATE_ROLLBACK,
  SHA256 varchar(64) not null,
  CONTENT text not null
);

create table if not exists REINSTATE_PLAN (
  ID varchar(80) primary key,
  INSTANCE varchar(64) not null references REINSTATE_ROLLBACK,
  CONTENT text not null,
  CREATED timestamp with time zone not null
);

create table if not exists REINSTATE_DECISION (
  PLAN varchar(80) primary key references REINSTATE_PLAN,
  DECISION varchar(20) not null,
  DECIDED_BY varchar(255) not null,
  DECIDED_AT timestamp with time zone not null,
  REASON varchar(2000) not null
);

-- Since when somebody is a member of a group, as far as Reinstate saw it.
create table if not exists REINSTATE_MEMBERSHIP (
  PERSON varchar(64) not null,
  GROUP_ID varchar(64) not null,
  SINCE timestamp with time zone not null,
  primary key (PERSON, GROUP_ID)
);

-- From where somebody has logged in: whoever guesses elsewhere does not keep them out.
create table if not exists REINSTATE_KNOWN_ADDRESS (
  PERSON varchar(64) not null,
  ADDRESS varchar(64) not null,
  LAST_LOGIN timestamp with time zone not null,
  primary key (PERSON, ADDRESS)
);

-- What people ticked off or did by hand; a step that was tried again has more than one line.
create table if not exists REINSTATE_ATTESTATION (
  INSTANCE varchar(64) not null references REINSTATE_ROLLBACK,
  NUMBER_ integer not null,
  CHECKLIST varchar(20) not null,
  ITEM varchar(200) not null,
  ANSWER varchar(20) not null,
  NOTE varchar(2000),
  ATTESTED_BY varchar(255) not null,
  ATTESTED_AT timestamp with time zone not null,
  primary key (INSTANCE, NUMBER_)
);

-- What went wrong in an act, the first cause first; lines are only added.
create table if not exists REINSTATE_FAILURE (
  INSTANCE varchar(64) not null references REINSTATE_ROLLBACK,
  NUMBER_ integer not null,
  STEP varchar(200) not null,
  CODE varchar(40) not null,
  TEXT varchar(4000) not null,
  FAILED_AT timestamp with time zone not null,
  primary key (INSTANCE, NUMBER_)
);
