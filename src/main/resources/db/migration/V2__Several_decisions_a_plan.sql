-- What people decided about a plan: several decisions, one a person, each written once. It had room for one.
create table REINSTATE_VOTE (
  PLAN varchar(80) not null references REINSTATE_PLAN,
  PERSON varchar(255) not null,
  ANSWER varchar(20) not null,
  CAST_AT timestamp with time zone not null,
  REASON varchar(2000) not null,
  primary key (PLAN, PERSON)
);

insert into REINSTATE_VOTE (PLAN, PERSON, ANSWER, CAST_AT, REASON)
  select PLAN, DECIDED_BY, DECISION, DECIDED_AT, REASON from REINSTATE_DECISION;

drop table REINSTATE_DECISION;
