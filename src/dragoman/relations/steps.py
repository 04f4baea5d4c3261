"""The tables that SQL makes beside the records: each can be printed, and read with `dragoman sql`."""

from dragoman.steps import Step

_DYAD_DAYS = """
WITH bodies AS (
    SELECT id, CASE WHEN kind IN ('person', 'group') THEN country ELSE id END AS party FROM actors
), doers AS (
    SELECT key, quad, score, "when".start AS day, unnest(actors) AS actor, recipients
    FROM stories WHERE length("when".start) = 10 AND status IN ('actual', 'historical')
), pairs AS (
    SELECT key, quad, score, day, actor, unnest(recipients) AS recipient FROM doers
), acts AS (
    SELECT DISTINCT pairs.key, quad, score, day, a.party AS actor, r.party AS recipient
    FROM pairs JOIN bodies a ON a.id = pairs.actor JOIN bodies r ON r.id = pairs.recipient
    WHERE a.party <> '' AND r.party <> '' AND a.party <> r.party
)
SELECT day, actor, recipient, quad, count(*) AS stories, round(sum(score), 4) AS score, list(key ORDER BY key) AS keys
FROM acts GROUP BY ALL ORDER BY ALL
"""

_COVERAGE = """
WITH read AS (
    SELECT left(published.start, 7) AS month, key, coalesce(nullif(outlet, ''), nullif(outlet_name, ''), key) AS outlet, language
    FROM articles WHERE length(published.start) >= 7
), months AS (
    SELECT strftime(unnest(generate_series(min(month || '-01')::DATE, max(month || '-01')::DATE, INTERVAL 1 MONTH)), '%Y-%m') AS period
    FROM read
)
SELECT period, count(key) AS articles, count(key) FILTER (WHERE key NOT IN (SELECT article FROM copies)) AS originals,
       count(DISTINCT outlet) AS outlets, coalesce(list_sort(list(DISTINCT language) FILTER (WHERE language IS NOT NULL)), []) AS languages
FROM months LEFT JOIN read ON month = period GROUP BY period ORDER BY period
"""

_MEMBERSHIPS = """
SELECT p.party AS state, o.party AS organisation, c.kind, c.status, coalesce(c.start.start, c.signed.start) AS since,
       c."end".start AS until, c.match, c.source, c.key
FROM commitments c, unnest(c.parties) AS p(party), unnest(c.parties) AS o(party), actors a, actors b
WHERE c.kind IN ('membership', 'observer') AND a.id = p.party AND a.kind = 'state' AND b.id = o.party AND b.kind = 'organisation'
ORDER BY ALL
"""

_TRIADS = """
WITH ties AS (
    SELECT "left", "right", period, net, sign(net) AS sign, low * high > 0 AS sure, key FROM dyads WHERE length(period) = 4 AND net <> 0
)
SELECT x."left" AS a, x."right" AS b, y."right" AS c, x.period, x.net AS ab, y.net AS bc, z.net AS ac,
       x.sign * y.sign * z.sign > 0 AS balanced, x.sure AND y.sure AND z.sure AS sure, [x.key, y.key, z.key] AS keys
FROM ties x
JOIN ties y ON y."left" = x."right" AND y.period = x.period
JOIN ties z ON z."left" = x."left" AND z."right" = y."right" AND z.period = x.period
ORDER BY ALL
"""

_TURNS = """
SELECT actor, pole, period, since, before, score, change, low, high, sure, list_transform(moves, lambda move: move.key) AS keys,
       moves, rest, coalesce(nullif(alignment, ''), key) AS key
FROM turns ORDER BY actor, pole, period
"""

STEPS: tuple[Step, ...] = (
    Step("coverage", ("articles", "copies"), _COVERAGE, "What was read of each month, the empty ones too: a gap is no peace."),
    Step("dyad_days", ("stories", "actors"), _DYAD_DAYS, "Acts between two parties a day, directed, by quad class, each story once."),
    Step("memberships", ("commitments", "actors"), _MEMBERSHIPS, "Who belongs to or watches what, since when and until when."),
    Step("triads", ("dyads",), _TRIADS, "Structural balance: three parties a year; balanced when the product of the signs is positive."),
    Step(
        "turning_points", ("turns",), _TURNS, "Changes of alignment into a month, half-year or year, their intervals, and what moved them."
    ),
)
