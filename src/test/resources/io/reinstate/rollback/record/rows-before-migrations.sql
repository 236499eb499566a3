insert into REINSTATE_CLAIM values ('shop', 'i-2');
insert into REINSTATE_TURN values ('shop');
insert into REINSTATE_ROLLBACK (INSTANCE, ROLLBACK_KEY, APPLICATION, NUMBER_, RUNBOOK, SUBJECT, TARGET, REASON, REQUESTER, UNDOES, STARTED, OUTCOME, DETAIL, ACTED, ENDED) values
  ('i-1', 'shop-0001', 'shop', 1, 'module-rollback', 'module payment', 'shop/initial-20260101T000000.000Z', 'Nobody can pay.', 'olivia', null, '2026-03-01 10:00:00+00', 'restored', 'Healthy.', '2026-03-01 10:05:00+00', '2026-03-01 10:06:00+00'),
  ('i-2', 'shop-0002', 'shop', 2, 'undo-cancelled-rollback', null, null, null, 'samir', 'i-1', '2026-03-01 11:00:00+00', null, null, null, null);
insert into REINSTATE_DESCRIPTION values ('i-1', '55f2b229bd84df4424856356e08da88742f759184c2d80a66303d58e92bb0202', '{"application":"shop"}');
insert into REINSTATE_PLAN values
  ('shop-0001.1', 'i-1', '{"runbook":"module-rollback","application":"shop","subject":"module payment","target":null,"changes":{"added":[],"changed":["modules/payment/limits.properties"],"removed":[],"digest":"5179d9e71e4f1eb5757244c426ec7891f82f756f71193fd58fbe2cb3f62cc301"},"acts":[],"restarts":["shop"],"data":{"files":[],"bytes":0,"newest":null},"expected":null,"warnings":[],"created":"2026-03-01T10:01:00Z"}', '2026-03-01 10:01:00+00'),
  ('shop-0001.2', 'i-1', '{"runbook":"module-rollback","application":"shop","subject":"module payment","target":null,"changes":{"added":[],"changed":["modules/payment/limits.properties"],"removed":[],"digest":"5179d9e71e4f1eb5757244c426ec7891f82f756f71193fd58fbe2cb3f62cc301"},"acts":[],"restarts":["shop"],"data":{"files":[],"bytes":0,"newest":null},"expected":null,"warnings":[],"created":"2026-03-01T10:03:00Z"}', '2026-03-01 10:03:00+00');
insert into REINSTATE_DECISION values
  ('shop-0001.1', 'refuse', 'petra', '2026-03-01 10:02:00+00', 'Not yet.'),
  ('shop-0001.2', 'approve', 'samir', '2026-03-01 10:04:00+00', 'It is right.');
insert into REINSTATE_MEMBERSHIP values ('olivia', 'operators', '1970-01-01 00:00:00+00');
insert into REINSTATE_KNOWN_ADDRESS values ('olivia', '127.0.0.1', '2026-03-01 09:59:00+00');
insert into REINSTATE_ATTESTATION values ('i-1', 1, 'before', 'Tell support', 'done', 'Ticket 7', 'olivia', '2026-03-01 10:00:30+00');
insert into REINSTATE_FAILURE values ('i-1', 1, 'Restore module files', 'SNAPSHOT_CORRUPT', 'It cannot be read.', '2026-03-01 10:04:30+00');
