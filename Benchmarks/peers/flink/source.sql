-- The topic of events. ${...} is replaced by the runner.
CREATE TABLE events (
  `type` STRING,
  `time` BIGINT,
  anonymous STRING,
  campaign STRING,
  ts AS TO_TIMESTAMP_LTZ(`time`, 3),
  WATERMARK FOR ts AS ts - INTERVAL '5' SECOND
) WITH (
  'connector' = 'kafka',
  'topic' = '${input}',
  'properties.bootstrap.servers' = '${brokers}',
  'properties.group.id' = '${output}',
  'scan.startup.mode' = 'earliest-offset',
  'scan.bounded.mode' = 'latest-offset',
  'format' = 'json'
);
