INSERT INTO results
SELECT
  UNIX_TIMESTAMP(DATE_FORMAT(window_start, 'yyyy-MM-dd HH:mm:ss')) * 1000,
  campaign,
  SUM(CASE WHEN `type` = 'link_click' THEN 1 ELSE 0 END),
  SUM(CASE WHEN `type` = 'impression' THEN 1 ELSE 0 END),
  SUM(CASE WHEN `type` = 'link_click' THEN 1.0E0 ELSE 0.0E0 END)
    / NULLIF(SUM(CASE WHEN `type` = 'impression' THEN 1 ELSE 0 END), 0)
FROM TABLE(TUMBLE(TABLE events, DESCRIPTOR(ts), INTERVAL '10' SECOND))
WHERE `type` IN ('impression', 'link_click')
GROUP BY window_start, window_end, campaign;
