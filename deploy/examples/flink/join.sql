-- SPDX-License-Identifier: Apache-2.0
-- Orders per visit by window and country, from the parts of two KPIs. A revision of either changes the row.
CREATE TABLE orders_per_visit (
  `size` STRING,
  `start` BIGINT,
  country STRING,
  visits DOUBLE,
  orders DOUBLE,
  orders_per_visit DOUBLE,
  PRIMARY KEY (`size`, `start`, country) NOT ENFORCED
) WITH (
  'connector' = 'upsert-kafka',
  'topic' = 'orders-per-visit',
  'properties.bootstrap.servers' = '${brokers}',
  'properties.transaction.timeout.ms' = '900000',
  'sink.delivery-guarantee' = 'exactly-once',
  'sink.transactional-id-prefix' = 'orders-per-visit',
  'key.format' = 'json',
  'value.format' = 'json'
);

-- A country without a record had no orders; of a window that was not seen whole nobody knows.
INSERT INTO orders_per_visit
SELECT
  v.`window`.`size`,
  v.`window`.`start`,
  v.dims['country'],
  v.num,
  COALESCE(o.num, 0),
  COALESCE(o.num, 0) / NULLIF(v.num, 0)
FROM (SELECT * FROM snapshots WHERE kpi = 'web.visits' AND CARDINALITY(dims) = 1) AS v
LEFT JOIN (SELECT * FROM snapshots WHERE kpi = 'mkt.orders' AND CARDINALITY(dims) = 1) AS o
  ON o.`window`.`size` = v.`window`.`size`
  AND o.`window`.`start` = v.`window`.`start`
  AND o.dims['country'] = v.dims['country']
WHERE v.complete AND COALESCE(o.complete, TRUE);
