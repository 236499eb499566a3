-- Reinstate's own record, beside the engine's tables in the same database and the same transactions.

create table if not exists REINSTATE_CLAIM (
  APPLICATION varchar(40) primary key,
  INSTANCE varchar(64)
);

create table if not exists REINSTATE_ROLLBACK (
  INSTANCE varchar(64) primary key,
  ROLLBACK_KEY varchar(64) not null unique,
  APPLICATION varchar(40) not null,
  NUMBER_ integer not null,
  RUNBOOK varchar(64) not null,
  MODULE varchar(40),
  TARGET varchar(200),
  REASON varchar(2000),
  REQUESTER varchar(255) not null,
  STARTED timestamp with time zone not null,
  OUTCOME varchar(40),
  DETAIL varchar(4000),
  ENDED timestamp with time zone,
  unique (APPLICATION, NUMBER_)
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
