-- SPDX-License-Identifier: Apache-2.0
-- Finals and revisions as a table that is updated by key: of one key the later record holds, as on the topic.
-- Words of SQL, such as `value` and `start`, stand in backticks. ${...} is replaced before it is run.
CREATE TABLE snapshots (
  `key` STRING,
  kpi STRING,
  definition STRING,
  dims MAP<STRING, STRING>,
  `window` ROW<`size` STRING, `hop` STRING, `start` BIGINT, `end` BIGINT>,
  revision INT,
  `value` DOUBLE,
  num DOUBLE,
  den DOUBLE,
  n DOUBLE,
  complete BOOLEAN,
  PRIMARY KEY (`key`) NOT ENFORCED
) WITH (
  'connector' = 'upsert-kafka',
  'topic' = 'kpi-snapshots',
  'properties.bootstrap.servers' = '${brokers}',
  'properties.isolation.level' = 'read_committed',
  'key.format' = 'raw',
  'value.format' = 'json',
  'value.fields-include' = 'EXCEPT_KEY',
  -- For a trial: ends when everything that is there now was read. Leave it out to go on.
  'scan.bounded.mode' = 'latest-offset'
);
