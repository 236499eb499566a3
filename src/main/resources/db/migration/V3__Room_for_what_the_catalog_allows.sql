-- An application may have any number of toggles, and a step by hand a title of any length.
alter table REINSTATE_ROLLBACK alter column SUBJECT set data type text;
alter table REINSTATE_ATTESTATION alter column ITEM set data type text;
