-- SPDX-License-Identifier: Apache-2.0
-- From events to facts, in words that SQLite and DuckDB share: what is counted, when, and for whom.

-- What is counted at all: not what machines did, and of events with one id the first.
CREATE TABLE once AS
SELECT * FROM (
    SELECT *, row_number() OVER (PARTITION BY id ORDER BY seq) AS nth FROM told WHERE human = 1
) AS numbered WHERE nth = 1;

-- Who it was, as far as that was known when the event came.
CREATE TABLE events AS
SELECT own_event.*,
    coalesce(own_event.usr, joined.usr, own_event.device) AS person
FROM (
    SELECT *,
        max(CASE WHEN usr IS NOT NULL THEN seq END) OVER (
            PARTITION BY device ORDER BY seq ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
        ) AS joined_seq
    FROM once
) AS own_event
LEFT JOIN once AS joined ON own_event.device IS NOT NULL AND joined.seq = own_event.joined_seq;

CREATE TABLE facts (
    kpi TEXT, side TEXT, ts BIGINT, country TEXT, campaign TEXT, amount DOUBLE, item TEXT
);

-- Flow: from the event alone.
INSERT INTO facts
SELECT 'web.pageviews', 'num', ts, country, campaign, 1, NULL
FROM events WHERE kind = 'page_view' AND channel = 'web';

INSERT INTO facts
SELECT 'web.visitors', 'num', ts, country, campaign, NULL, person
FROM events
WHERE channel = 'web' AND person IS NOT NULL AND kind IN (
    'page_view', 'engagement', 'interaction', 'conversion', 'order', 'lead', 'session_start');

INSERT INTO facts
SELECT 'social.reach', 'num', ts, country, campaign, NULL, person
FROM events
WHERE channel = 'social' AND person IS NOT NULL AND kind IN ('content_view', 'impression');

INSERT INTO facts
SELECT 'social.engagements', 'num', ts, country, campaign, 1, NULL
FROM events WHERE channel = 'social' AND kind IN ('reaction', 'comment', 'share', 'save');

INSERT INTO facts
SELECT 'mkt.revenue', 'num', ts, country, campaign, amount, NULL
FROM events WHERE kind = 'order' AND amount IS NOT NULL;

-- Sessions: events of one device and visit with no gap beyond the timeout.
CREATE TABLE steps AS
SELECT *,
    CASE WHEN ts - lag(ts) OVER (PARTITION BY device, visit ORDER BY ts, seq) <= 1800000
        THEN 0 ELSE 1 END AS begins
FROM events
WHERE channel = 'web' AND device IS NOT NULL AND kind IN (
    'page_view', 'engagement', 'interaction', 'conversion', 'order', 'lead', 'session_start');

CREATE TABLE numbered_steps AS
SELECT *,
    sum(begins) OVER (
        PARTITION BY device, visit ORDER BY ts, seq
        ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
    ) AS nth_session
FROM steps;

CREATE TABLE ordered_steps AS
SELECT *,
    row_number() OVER (PARTITION BY device, visit, nth_session ORDER BY ts, seq) AS nth_step
FROM numbered_steps;

CREATE TABLE sessions AS
SELECT min(ts) AS start_at, max(ts) AS last_at,
    max(CASE WHEN nth_step = 1 THEN country END) AS country,
    max(CASE WHEN nth_step = 1 THEN campaign END) AS campaign,
    sum(CASE WHEN kind = 'page_view' THEN 1 ELSE 0 END) AS views,
    max(CASE WHEN kind IN ('conversion', 'order', 'lead') THEN 1 ELSE 0 END) AS converted
FROM ordered_steps
GROUP BY device, visit, nth_session
HAVING max(CASE WHEN kind <> 'engagement' THEN 1 ELSE 0 END) = 1;

INSERT INTO facts
SELECT 'web.visits', 'num', start_at, country, campaign, 1, NULL FROM sessions;

INSERT INTO facts
SELECT 'web.bounce_rate', side, start_at, country, campaign,
    CASE WHEN side = 'num' AND (last_at - start_at >= 10000 OR views >= 2 OR converted = 1)
        THEN 0 ELSE 1 END, NULL
FROM sessions CROSS JOIN (SELECT 'num' AS side UNION ALL SELECT 'den') AS sides;

INSERT INTO facts
SELECT 'web.conversion_rate', side, last_at, country, campaign,
    CASE WHEN side = 'num' THEN converted ELSE 1 END, NULL
FROM sessions CROSS JOIN (SELECT 'num' AS side UNION ALL SELECT 'den') AS sides;

INSERT INTO facts
SELECT 'web.avg_session_duration', side, last_at, country, campaign,
    CASE WHEN side = 'num' THEN (last_at - start_at) / 1000.0 ELSE 1 END, NULL
FROM sessions CROSS JOIN (SELECT 'num' AS side UNION ALL SELECT 'den') AS sides;

-- Messages, by whole seconds; what was done with one counts where it was delivered.
CREATE TABLE mails AS
SELECT *, ts - ts % 1000 AS second_at,
    row_number() OVER (PARTITION BY message, kind ORDER BY ts - ts % 1000, seq) AS nth_of_kind
FROM events
WHERE channel = 'email' AND message IS NOT NULL AND kind IN (
    'message_sent', 'message_delivered', 'message_bounced', 'message_opened', 'message_clicked');

CREATE TABLE mail_lives AS
SELECT message,
    min(CASE WHEN kind = 'message_sent' THEN second_at END) AS sent,
    max(CASE WHEN kind = 'message_sent' AND nth_of_kind = 1 THEN country END) AS sent_country,
    max(CASE WHEN kind = 'message_sent' AND nth_of_kind = 1 THEN campaign END) AS sent_campaign,
    min(CASE WHEN kind = 'message_delivered' THEN second_at END) AS delivered,
    max(CASE WHEN kind = 'message_delivered' AND nth_of_kind = 1 THEN country END) AS country,
    max(CASE WHEN kind = 'message_delivered' AND nth_of_kind = 1 THEN campaign END) AS campaign,
    max(CASE WHEN kind = 'message_bounced' THEN second_at END) AS bounced,
    min(CASE WHEN kind = 'message_opened' THEN second_at END) AS opened
FROM mails GROUP BY message;

CREATE TABLE mail_clicks AS
SELECT mails.message AS message, min(second_at) AS clicked
FROM mails JOIN mail_lives ON mails.message = mail_lives.message
WHERE kind = 'message_clicked' AND second_at >= delivered + 2000
GROUP BY mails.message;

CREATE TABLE delivered_mails AS
SELECT mail_lives.*, clicked
FROM mail_lives LEFT JOIN mail_clicks ON mail_lives.message = mail_clicks.message
WHERE delivered IS NOT NULL AND (bounced IS NULL OR bounced < delivered);

INSERT INTO facts
SELECT 'email.delivery_rate', 'den', sent, sent_country, sent_campaign, 1, NULL
FROM mail_lives WHERE sent IS NOT NULL;

INSERT INTO facts
SELECT 'email.delivery_rate', 'num', sent, sent_country, sent_campaign, 1, NULL
FROM delivered_mails WHERE sent IS NOT NULL;

INSERT INTO facts
SELECT kpi, 'den', delivered, country, campaign, 1, NULL
FROM delivered_mails CROSS JOIN (
    SELECT 'email.open_rate' AS kpi UNION ALL SELECT 'email.ctr') AS kpis_of_mails;

INSERT INTO facts
SELECT 'email.open_rate', 'num', delivered, country, campaign, 1, NULL
FROM delivered_mails WHERE opened <= delivered + 604800000;

INSERT INTO facts
SELECT 'email.ctr', 'num', delivered, country, campaign, 1, NULL
FROM delivered_mails WHERE clicked <= delivered + 604800000;

-- Persons of the app and their days.
CREATE TABLE app_days AS
SELECT person, ts - ts % 86400000 AS day, ts, country, campaign,
    row_number() OVER (PARTITION BY person, ts - ts % 86400000 ORDER BY ts, seq) AS nth_of_day,
    min(ts - ts % 86400000) OVER (PARTITION BY person) AS first_day
FROM events
WHERE channel = 'app' AND person IS NOT NULL AND kind IN (
    'app_open', 'screen_view', 'session_start', 'interaction', 'conversion', 'order', 'engagement');

INSERT INTO facts
SELECT 'app.active_users', 'num', day, country, campaign, 1, NULL
FROM app_days WHERE nth_of_day = 1;

INSERT INTO facts
SELECT 'app.retention_d1', 'den', day, country, campaign, 1, NULL
FROM app_days WHERE nth_of_day = 1 AND day = first_day;

INSERT INTO facts
SELECT 'app.retention_d1', 'num', first.day, first.country, first.campaign, 1, NULL
FROM app_days AS first JOIN app_days AS later
    ON later.person = first.person AND later.day = first.day + 86400000
WHERE first.nth_of_day = 1 AND first.day = first.first_day AND later.nth_of_day = 1;

INSERT INTO facts
SELECT 'app.installs', 'num', ts, country, campaign, 1, NULL
FROM (
    SELECT *, row_number() OVER (PARTITION BY device ORDER BY ts, seq) AS nth_install
    FROM events WHERE kind = 'install' AND channel = 'app'
) AS installs WHERE nth_install = 1;

-- Running totals: the change between two readings of an object; the first is a baseline.
INSERT INTO facts
SELECT kpi, 'num', ts, country, campaign, total - former, NULL
FROM (
    SELECT events.*, metric, total,
        lag(total) OVER (PARTITION BY object, metric ORDER BY events.seq) AS former
    FROM events JOIN told_totals ON events.seq = told_totals.seq
    WHERE kind = 'totals'
) AS readings JOIN (
    SELECT 'social.reach' AS kpi, 'reach' AS name
    UNION ALL SELECT 'social.audience_change', 'fans'
    UNION ALL SELECT 'social.engagements', 'reactions'
    UNION ALL SELECT 'social.engagements', 'comments'
    UNION ALL SELECT 'social.engagements', 'shares'
) AS uses ON uses.name = readings.metric
WHERE former IS NOT NULL;

-- Answers and texts: where they came first, with what they said last.
CREATE TABLE responses AS
SELECT kind, response, min(ts) AS ts,
    max(CASE WHEN nth_score = 1 THEN score END) AS score,
    max(CASE WHEN nth_score = 1 THEN scale END) AS scale,
    max(CASE WHEN nth_label = 1 THEN sentiment END) AS sentiment
FROM (
    SELECT *,
        CASE WHEN score IS NOT NULL THEN row_number() OVER (
            PARTITION BY kind, response, score IS NULL ORDER BY ts DESC, seq DESC) END AS nth_score,
        CASE WHEN sentiment IS NOT NULL THEN row_number() OVER (
            PARTITION BY kind, response, sentiment IS NULL ORDER BY ts DESC, seq DESC
        ) END AS nth_label
    FROM events
    WHERE response IS NOT NULL AND kind IN ('survey_answered', 'review', 'mention', 'comment')
) AS said GROUP BY kind, response;

INSERT INTO facts
SELECT 'cx.nps', side, ts, NULL, NULL,
    CASE WHEN side = 'den' THEN 1 WHEN score >= 9 THEN 100 WHEN score <= 6 THEN -100 ELSE 0 END,
    NULL
FROM responses CROSS JOIN (SELECT 'num' AS side UNION ALL SELECT 'den') AS sides
WHERE kind = 'survey_answered' AND scale = 10;

INSERT INTO facts
SELECT 'rep.rating', side, ts, NULL, NULL, CASE WHEN side = 'den' THEN 1 ELSE score END, NULL
FROM responses CROSS JOIN (SELECT 'num' AS side UNION ALL SELECT 'den') AS sides
WHERE kind = 'review' AND scale = 5;

INSERT INTO facts
SELECT 'cx.sentiment_net', side, ts, NULL, NULL,
    CASE WHEN side = 'den' THEN 1 WHEN sentiment = 'positive' THEN 100
        WHEN sentiment = 'negative' THEN -100 ELSE 0 END, NULL
FROM responses CROSS JOIN (SELECT 'num' AS side UNION ALL SELECT 'den') AS sides
WHERE kind <> 'survey_answered' AND sentiment IS NOT NULL;

-- Surveys: each invitation is of a survey of its own.
INSERT INTO facts
SELECT 'cx.response_rate', 'den', ts, country, campaign, 1, NULL
FROM events WHERE kind = 'survey_invited';

INSERT INTO facts
SELECT 'cx.response_rate', 'num', invited.ts, invited.country, invited.campaign, 1, NULL
FROM events AS invited JOIN (
    SELECT person, object, min(ts) AS ts FROM events
    WHERE kind = 'survey_answered' GROUP BY person, object
) AS answered ON answered.person = invited.person AND answered.object = invited.object
WHERE invited.kind = 'survey_invited'
    AND answered.ts >= invited.ts AND answered.ts <= invited.ts + 604800000;

-- Spending: of an object and day where it came first, with what was said last.
INSERT INTO facts
SELECT 'mkt.cost', 'num', first_at, first_country, first_campaign, amount, NULL
FROM (
    SELECT amount,
        first_value(ts) OVER earliest AS first_at,
        first_value(country) OVER earliest AS first_country,
        first_value(campaign) OVER earliest AS first_campaign,
        row_number() OVER (
            PARTITION BY object, ts - ts % 86400000 ORDER BY ts DESC, seq DESC) AS nth_last
    FROM events WHERE kind = 'spend' AND amount IS NOT NULL
    WINDOW earliest AS (PARTITION BY object, ts - ts % 86400000 ORDER BY ts, seq)
) AS spent WHERE nth_last = 1;

-- Leads: the input is shorter than the 90 days after which a person is new again.
INSERT INTO facts
SELECT 'mkt.leads_new', 'num', ts, country, campaign, 1, NULL
FROM (
    SELECT *, row_number() OVER (PARTITION BY person ORDER BY ts, seq) AS nth_lead
    FROM events WHERE kind = 'lead' AND person IS NOT NULL
) AS leads WHERE nth_lead = 1;

-- Buyers: what they spend counts where they first ordered.
CREATE TABLE orders AS
SELECT *,
    min(ts) OVER (
        PARTITION BY person ORDER BY seq ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
    ) AS first_known,
    min(ts) OVER (PARTITION BY person) AS first_at
FROM events WHERE kind = 'order' AND person IS NOT NULL;

INSERT INTO facts
SELECT 'mkt.clv', 'num', first_known, country, campaign, amount, NULL
FROM orders WHERE amount IS NOT NULL AND ts - first_known < 7862400000;

INSERT INTO facts
SELECT DISTINCT 'mkt.clv', 'den', first_at, NULL, NULL, 1, person FROM orders;

-- Touches: the campaign of the last one that was known when the order came.
CREATE TABLE touched_orders AS
SELECT orders.seq AS seq, orders.ts AS ts, orders.country AS country, orders.amount AS amount,
    orders.campaign AS own_campaign, touches.ts AS touched_at, touches.campaign AS campaign,
    row_number() OVER (
        PARTITION BY orders.seq ORDER BY touches.ts DESC, touches.seq DESC) AS nth_touch
FROM orders LEFT JOIN events AS touches
    ON touches.person = orders.person AND touches.seq <= orders.seq
    AND touches.campaign IS NOT NULL AND touches.channel IN ('web', 'app')
    AND touches.kind <> 'alias'
WHERE orders.amount IS NOT NULL;

INSERT INTO facts
SELECT 'mkt.revenue_attributed', 'num', ts, country,
    CASE WHEN touched_at <= ts AND touched_at >= ts - 2592000000 THEN campaign
        ELSE own_campaign END, amount, NULL
FROM touched_orders WHERE nth_touch = 1 OR touched_at IS NULL;

-- Conversations: a fan's message after a day of silence of both sides.
INSERT INTO facts
SELECT 'social.messages_started', 'num', ts, country, campaign, 1, NULL
FROM (
    SELECT *, lag(ts) OVER (PARTITION BY thread ORDER BY ts, seq) AS former
    FROM events WHERE kind = 'direct_message'
) AS letters WHERE own = 0 AND (former IS NULL OR ts - former >= 86400000);

-- Stages of the journey that persons reached.
INSERT INTO facts
SELECT kpi, 'num', ts, country, campaign, NULL, person
FROM (
    SELECT *,
        CASE
            WHEN kind IN ('order', 'reservation', 'stay', 'review', 'survey_answered')
                THEN 'journey.trust'
            WHEN kind = 'impression' AND paid = 1 THEN 'journey.visibility'
            WHEN kind = 'lead' THEN 'journey.contact'
            WHEN channel = 'email' AND kind IN ('message_opened', 'message_clicked')
                THEN 'journey.contact'
            WHEN channel = 'social' AND kind IN (
                'impression', 'content_view', 'reaction', 'comment', 'share', 'save',
                'link_click', 'follow', 'mention', 'direct_message') THEN 'journey.contact'
            WHEN channel = 'web' AND kind IN (
                'page_view', 'session_start', 'interaction', 'engagement', 'conversion')
                THEN 'journey.visibility'
        END AS kpi
    FROM events WHERE own = 0 AND person IS NOT NULL
) AS staged WHERE kpi IS NOT NULL;

-- Interactions of a person in a week.
INSERT INTO facts
SELECT 'cx.relationship', 'num', ts, country, campaign, 1, NULL
FROM events
WHERE person IS NOT NULL AND kind IN (
    'interaction', 'conversion', 'order', 'lead', 'message_clicked', 'reaction', 'comment',
    'share', 'save', 'link_click', 'follow', 'direct_message', 'survey_answered', 'review',
    'participation');

INSERT INTO facts
SELECT 'cx.relationship', 'den', ts, country, campaign, NULL, person
FROM events
WHERE person IS NOT NULL AND kind IN (
    'interaction', 'conversion', 'order', 'lead', 'message_clicked', 'reaction', 'comment',
    'share', 'save', 'link_click', 'follow', 'direct_message', 'survey_answered', 'review',
    'participation');
