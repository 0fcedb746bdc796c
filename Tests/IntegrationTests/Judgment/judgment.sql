-- SPDX-License-Identifier: Apache-2.0
-- From facts to the values of windows, and what of the output differs from them.

-- Which KPIs are judged: whether they are a quotient, and how long after its end a window settles.
CREATE TABLE kpis (kpi TEXT, quotient BIGINT, settle BIGINT);
INSERT INTO kpis VALUES
    ('web.pageviews', 0, 0), ('web.visitors', 0, 0), ('web.visits', 0, 0),
    ('web.bounce_rate', 1, 1800000), ('web.conversion_rate', 1, 1800000),
    ('web.avg_session_duration', 1, 1800000), ('email.delivery_rate', 1, 259200000),
    ('email.open_rate', 1, 604800000), ('email.ctr', 1, 604800000), ('app.active_users', 0, 0),
    ('app.retention_d1', 1, 86400000), ('app.installs', 0, 0), ('social.reach', 0, 0),
    ('social.engagements', 0, 0), ('social.audience_change', 0, 0), ('cx.nps', 1, 0),
    ('cx.sentiment_net', 1, 0), ('cx.response_rate', 1, 604800000), ('rep.rating', 1, 0),
    ('mkt.revenue', 0, 0), ('mkt.cost', 0, 0), ('mkt.leads_new', 0, 0),
    ('mkt.clv', 1, 7862400000), ('mkt.revenue_attributed', 0, 0),
    ('social.messages_started', 0, 0), ('journey.contact', 0, 0), ('journey.trust', 0, 0),
    ('cx.relationship', 1, 518400000);

-- Grouping sets: the total, and those of the settings.
CREATE TABLE groupings (kpi TEXT, dim TEXT);
INSERT INTO groupings SELECT kpi, '' FROM kpis;
INSERT INTO groupings VALUES
    ('web.pageviews', 'country'), ('web.visitors', 'country'), ('web.visits', 'country'),
    ('web.bounce_rate', 'country'), ('email.delivery_rate', 'country'), ('email.ctr', 'campaign'),
    ('app.active_users', 'country'), ('social.reach', 'campaign'), ('mkt.cost', 'campaign'),
    ('mkt.revenue_attributed', 'campaign');

-- Windows, where the first of a size begins, and the lateness that they allow.
CREATE TABLE sizes (size TEXT, length BIGINT, origin BIGINT, lateness BIGINT);
INSERT INTO sizes VALUES
    ('1h', 3600000, 0, 3600000), ('1d', 86400000, 0, 10800000),
    ('1w', 604800000, 345600000, 10800000);

CREATE TABLE outputs AS
SELECT groupings.kpi AS kpi, dim, quotient, settle, size, length, origin, lateness
FROM groupings JOIN kpis ON groupings.kpi = kpis.kpi CROSS JOIN sizes
WHERE CASE
    WHEN kpis.kpi IN ('app.active_users', 'app.retention_d1', 'mkt.clv') THEN size = '1d'
    WHEN kpis.kpi = 'cx.relationship' THEN size = '1w'
    ELSE size <> '1w' END;

CREATE TABLE placed AS
SELECT outputs.kpi AS kpi, dim, size, quotient, side, amount, item,
    CASE dim WHEN '' THEN '' WHEN 'country' THEN coalesce(country, '')
        ELSE coalesce(campaign, '') END AS val,
    ts - (ts - origin) % length AS start_at,
    ts - (ts - origin) % length + length + settle + lateness AS final_at
FROM facts JOIN outputs ON outputs.kpi = facts.kpi;

CREATE TABLE expected AS
SELECT kpi, dim, val, size, start_at, quotient, num, den,
    CASE WHEN quotient = 0 THEN num WHEN den > 0 THEN num / den END AS result
FROM (
    SELECT kpi, dim, val, size, start_at, quotient,
        coalesce(sum(CASE WHEN side = 'num' THEN amount END), 0.0)
            + count(DISTINCT CASE WHEN side = 'num' THEN item END) AS num,
        coalesce(sum(CASE WHEN side = 'den' AND item IS NULL THEN amount END), 0.0)
            + count(DISTINCT CASE WHEN side = 'den' THEN item END) AS den
    FROM placed CROSS JOIN watermark
    WHERE final_at <= w
    GROUP BY kpi, dim, val, size, start_at, quotient
) AS sums WHERE num <> 0 OR den <> 0;

CREATE TABLE judged AS
SELECT found.* FROM found JOIN outputs
    ON outputs.kpi = found.kpi AND outputs.dim = found.dim AND outputs.size = found.size;

-- The value that holds of each window: what was said last.
CREATE TABLE held AS
SELECT * FROM (
    SELECT *,
        row_number() OVER (
            PARTITION BY generation, kpi, dim, val, size, start_at
            ORDER BY revision DESC, seq DESC) AS nth_last
    FROM judged
) AS told_values WHERE nth_last = 1;

CREATE TABLE histories AS
SELECT kpi, dim, val, size, start_at, generation, count(*) AS records,
    sum(CASE WHEN kind = 'final' THEN 1 ELSE 0 END) AS finals,
    sum(CASE WHEN kind = 'final' AND revision <> 0 OR kind <> 'final' AND revision = 0
        THEN 1 ELSE 0 END) AS misnamed,
    count(DISTINCT revision) AS revisions, max(revision) AS last_revision,
    sum(CASE WHEN revision < former THEN 1 ELSE 0 END) AS turned
FROM (
    SELECT *,
        lag(revision) OVER (
            PARTITION BY generation, kpi, dim, val, size, start_at ORDER BY seq) AS former
    FROM judged
) AS in_order
GROUP BY kpi, dim, val, size, start_at, generation;

CREATE TABLE differences AS
SELECT sentence || ': ' || kpi || ' ' || dim || '=' || val || ' ' || size || ' from '
    || start_at || ' ' || detail AS line
FROM (
    SELECT 'told twice' AS sentence, kpi, dim, val, size, start_at,
        finals || ' finals in ' || records || ' records, ' || revisions || ' of them different'
            AS detail
    FROM histories WHERE finals > 1 OR records <> revisions
    UNION ALL
    SELECT 'without a final, or with a revision missing', kpi, dim, val, size, start_at,
        finals || ' finals, ' || records || ' records up to revision ' || last_revision
    FROM histories WHERE finals = 0 OR last_revision + 1 <> revisions OR misnamed > 0
    UNION ALL
    SELECT 'out of order', kpi, dim, val, size, start_at, turned || ' times'
    FROM histories WHERE turned > 0
    UNION ALL
    SELECT 'missing', expected.kpi, expected.dim, expected.val, expected.size, expected.start_at,
        'should be ' || expected.num || ' / ' || expected.den
    FROM expected LEFT JOIN held
        ON held.kpi = expected.kpi AND held.dim = expected.dim AND held.val = expected.val
        AND held.size = expected.size AND held.start_at = expected.start_at
    WHERE held.kpi IS NULL
    UNION ALL
    SELECT 'of nothing', held.kpi, held.dim, held.val, held.size, held.start_at,
        'says ' || held.num || ' / ' || coalesce(held.den, 0.0)
    FROM held LEFT JOIN expected
        ON held.kpi = expected.kpi AND held.dim = expected.dim AND held.val = expected.val
        AND held.size = expected.size AND held.start_at = expected.start_at
    WHERE expected.kpi IS NULL AND (held.num <> 0 OR coalesce(held.den, 0) <> 0)
    UNION ALL
    SELECT 'wrong', expected.kpi, expected.dim, expected.val, expected.size, expected.start_at,
        'should be ' || expected.num || ' / ' || expected.den || ', says ' || held.num || ' / '
            || coalesce(held.den, 0.0) || ' = ' || coalesce(held.result, -1.0)
    FROM expected JOIN held
        ON held.kpi = expected.kpi AND held.dim = expected.dim AND held.val = expected.val
        AND held.size = expected.size AND held.start_at = expected.start_at
    WHERE abs(held.num - expected.num) > 0.0000001 * (1 + abs(expected.num))
        OR abs(coalesce(held.den, 0) - expected.den) > 0.0000001 * (1 + abs(expected.den))
        OR (held.result IS NULL) <> (expected.result IS NULL)
        OR abs(coalesce(held.result, 0) - coalesce(expected.result, 0))
            > 0.000001 * (1 + abs(coalesce(expected.result, 0)))
) AS complaints;

CREATE TABLE counts AS
SELECT
    (SELECT count(*) FROM judged WHERE kind = 'final' AND (num <> 0 OR den <> 0)) AS finals,
    (SELECT count(*) FROM judged WHERE kind <> 'final') AS revisions,
    (SELECT count(DISTINCT kpi) FROM expected) AS told_kpis,
    (SELECT count(*) FROM kpis) AS kpis;
