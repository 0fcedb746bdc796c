-- `views` and `value` are words of SQL, so names stand in backticks.
CREATE TABLE results (
  `start` BIGINT,
  campaign STRING,
  num BIGINT,
  den BIGINT,
  `value` DOUBLE
) WITH (
  'connector' = 'kafka',
  'topic' = '${output}',
  'properties.bootstrap.servers' = '${brokers}',
  'properties.transaction.timeout.ms' = '900000',
  'sink.delivery-guarantee' = 'exactly-once',
  'sink.transactional-id-prefix' = '${output}',
  'format' = 'json'
);
