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

INSERT INTO orders_per_visit
SELECT
  v.`window`.`size`,
  v.`window`.`start`,
  v.dims['country'],
  v.num,
  o.num,
  o.num / NULLIF(v.num, 0)
FROM snapshots AS v
JOIN snapshots AS o
  ON o.`window`.`size` = v.`window`.`size`
  AND o.`window`.`start` = v.`window`.`start`
  AND o.dims['country'] = v.dims['country']
WHERE v.kpi = 'web.visits' AND o.kpi = 'mkt.orders' AND v.complete AND o.complete
  AND CARDINALITY(v.dims) = 1 AND CARDINALITY(o.dims) = 1;
