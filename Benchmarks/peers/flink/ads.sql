-- The side topic is a versioned table, joined as of the event's time. It is bounded, so it does not
-- hold the watermark back once it is read.
CREATE TABLE ads (
  ad_id STRING,
  campaign STRING,
  since TIMESTAMP_LTZ(3) METADATA FROM 'timestamp',
  WATERMARK FOR since AS since,
  PRIMARY KEY (ad_id) NOT ENFORCED
) WITH (
  'connector' = 'upsert-kafka',
  'topic' = '${input}-campaigns',
  'properties.bootstrap.servers' = '${brokers}',
  'scan.bounded.mode' = 'latest-offset',
  'key.format' = 'raw',
  'value.format' = 'json'
);

CREATE TABLE ad_events (
  ad_id STRING,
  event_type STRING,
  event_time STRING,
  ts AS TO_TIMESTAMP_LTZ(CAST(event_time AS BIGINT), 3),
  WATERMARK FOR ts AS ts - INTERVAL '65' SECOND
) WITH (
  'connector' = 'kafka',
  'topic' = '${input}',
  'properties.bootstrap.servers' = '${brokers}',
  'properties.group.id' = '${output}',
  'scan.startup.mode' = 'earliest-offset',
  'scan.bounded.mode' = 'latest-offset',
  'format' = 'json'
);

CREATE VIEW seen AS
SELECT ads.campaign, e.ts
FROM (SELECT ad_id, ts FROM ad_events WHERE event_type = 'view') AS e
JOIN ads FOR SYSTEM_TIME AS OF e.ts ON e.ad_id = ads.ad_id;

INSERT INTO results
SELECT
  UNIX_TIMESTAMP(DATE_FORMAT(window_start, 'yyyy-MM-dd HH:mm:ss')) * 1000,
  campaign,
  COUNT(*),
  CAST(NULL AS BIGINT),
  CAST(COUNT(*) AS DOUBLE)
FROM TABLE(TUMBLE(TABLE seen, DESCRIPTOR(ts), INTERVAL '10' SECOND))
GROUP BY window_start, window_end, campaign;
