insert into REINSTATE_ROLLBACK (INSTANCE, ROLLBACK_KEY, APPLICATION, NUMBER_, RUNBOOK, REQUESTER, STARTED) values
  ('i-1', 'shop-0001', 'shop', 1, 'module-rollback', 'olivia', '2026-03-01 10:00:00+00');
insert into REINSTATE_PLAN values
  ('shop-0001.3', 'i-1', '{"runbook":"module-rollback","application":"shop","subject":"module payment","target":null,"changes":{"added":[],"changed":["modules/payment/limits.properties"],"removed":[],"digest":"5179d9e71e4f1eb5757244c426ec7891f82f756f71193fd58fbe2cb3f62cc301"},"acts":[],"restarts":["shop"],"data":{"files":[],"bytes":0,"newest":null},"expected":null,"warnings":[],"created":"2026-03-01T10:01:00Z"}', '2026-03-01 10:01:00+00');
