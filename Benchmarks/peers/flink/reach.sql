INSERT INTO results
SELECT
  UNIX_TIMESTAMP(DATE_FORMAT(window_start, 'yyyy-MM-dd HH:mm:ss')) * 1000,
  campaign,
  COUNT(DISTINCT anonymous),
  CAST(NULL AS BIGINT),
  CAST(COUNT(DISTINCT anonymous) AS DOUBLE)
FROM TABLE(TUMBLE(TABLE events, DESCRIPTOR(ts), INTERVAL '10' SECOND))
WHERE `type` = 'impression'
GROUP BY window_start, window_end, campaign;
