-- Sessions of visitors, each once when it closes; then counted by the minute of their start, which
-- moves on with every session: so the sink takes updates by key.
CREATE TABLE minutes (
  `start` BIGINT,
  campaign STRING,
  num BIGINT,
  den BIGINT,
  `value` DOUBLE,
  PRIMARY KEY (`start`) NOT ENFORCED
) WITH (
  'connector' = 'upsert-kafka',
  'topic' = '${output}',
  'properties.bootstrap.servers' = '${brokers}',
  'properties.transaction.timeout.ms' = '900000',
  'sink.delivery-guarantee' = 'exactly-once',
  'sink.transactional-id-prefix' = '${output}',
  'key.format' = 'json',
  'value.format' = 'json'
);

CREATE VIEW page_views AS SELECT anonymous, ts FROM events WHERE `type` = 'page_view';

INSERT INTO minutes
SELECT
  `start`,
  '',
  SUM(CASE WHEN pages = 1 THEN 1 ELSE 0 END),
  COUNT(*),
  SUM(CASE WHEN pages = 1 THEN 1.0E0 ELSE 0.0E0 END) / COUNT(*)
FROM (
  SELECT
    UNIX_TIMESTAMP(DATE_FORMAT(window_start, 'yyyy-MM-dd HH:mm:ss')) / 60 * 60000 AS `start`,
    COUNT(*) AS pages
  FROM TABLE(SESSION(
    TABLE page_views PARTITION BY anonymous, DESCRIPTOR(ts), INTERVAL '30' MINUTE))
  GROUP BY window_start, window_end, anonymous
)
GROUP BY `start`;
