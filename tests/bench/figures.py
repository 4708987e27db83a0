# SPDX-FileCopyrightText: 2026 The Promptuary authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What each dashboard asks the rollups, and the same figures from the raw table by GROUP BY: how long both take, and whether they
are equal, counts and sums exactly and percentiles within 1 %.
"""
import statistics
from decimal import Decimal

# The last thirty days and today, as far as it has come.
SINCE = "date_trunc('day', now(), 'UTC') - interval '30 days'"
TIMES = f'started_at >= {SINCE} and started_at < now()'
CHOSEN = {'one': 'template_id = {id}',
          # Over time, an overview reads the templates that have a colour in its chart; which five these are costs the same.
          'coloured': 'template_id in (select distinct template_id from bench.versions order by 1 limit 5)'}
ARRAYS = {'one': 'array[{id}]', 'coloured': 'array(select distinct template_id from bench.versions order by 1 limit 5)'}
GROUPS = {'total': "0, 0, ''", 'template': "template_id, 0, ''", 'version': "template_id, number, ''", 'model': "0, 0, coalesce(model, '')",
          'task_type': '0, 0, (select t.task_type from prompt_templates t where t.id = template_id)'}
SUMS = ('executions, successes, input_tokens, output_tokens, priced, cost_usd, timed, latency_ms, scored, confidence, needs_review, '
        'violations')
PERCENTILES = 'latency_p50, latency_p95, latency_p99'


class Pair:
    """A question to the rollups, and the same to the raw table; rows are told apart by their first columns, and have percentiles last."""

    def __init__(self, figures, raw, keys, percentiles=0):
        self.figures, self.raw, self.keys, self.percentiles = figures, raw, keys, percentiles

    def difference(self, ours, theirs):
        """The first, as text; None where the rows are equal."""
        ours, theirs = ({tuple(row[:self.keys]): row[self.keys:] for row in rows} for rows in (ours, theirs))
        if ours.keys() != theirs.keys():
            return f'other points or groups: {sorted(ours.keys() ^ theirs.keys())[:3]}'
        for key, figures in ours.items():
            exact = len(figures) - self.percentiles
            for place, (one, other) in enumerate(zip(figures, theirs[key])):
                allowed = Decimal(0) if place < exact else abs(Decimal(other)) * Decimal('0.0101')
                if abs(Decimal(one) - Decimal(other)) > allowed:
                    return f'{key}: {one} instead of {other}'
        return None


def metrics(by='total', step=None, chosen=None):
    """execution_metrics() of the thirty days; percentiles where a dashboard asks for them."""
    ranked = by == 'total' or by == 'version' and not step
    point = f"date_trunc('{step}', started_at, 'UTC')" if step else SINCE
    figures = (f"select starts_at, template_id, number, name, {SUMS}{', ' + PERCENTILES if ranked else ''} from execution_metrics("
               f"{SINCE}, now(), {repr(step) if step else 'null'}, '{by}'{', ' + ARRAYS[chosen] if chosen else ''}, percentiles => {ranked})")
    raw = (f"select {point}, {GROUPS[by]}, count(*), count(*) filter (where success), sum(input_tokens), sum(output_tokens), "
           "count(cost_usd), sum(cost_usd), count(latency_us), sum(latency_us) / 1000.0, count(confidence), sum(confidence), "
           "count(*) filter (where needs_review), sum(violations)"
           + (", percentile_disc(0.5) within group (order by latency_us) / 1000.0, percentile_disc(0.95) within group (order by "
              "latency_us) / 1000.0, percentile_disc(0.99) within group (order by latency_us) / 1000.0" if ranked else '')
           + f" from prompt_executions where {TIMES}{' and ' + CHOSEN[chosen] if chosen else ''} group by 1, 2, 3, 4")
    return Pair(figures, raw, 4, 3 if ranked else 0)


def distribution(kind, chosen='one'):
    """How many lie in each bucket; what a value's bucket is, is the same for both."""
    which = ', ' + ARRAYS[chosen] if chosen else ''
    return Pair(f"select number, value::text, executions from execution_distribution('{kind}', {SINCE}, now(){which})",
                f"select number, histogram_value(bucket)::text, executions from (select {'number' if chosen else '0 as number'}, "
                f"{kind}_bucket as bucket, count(*) as executions from execution_measures where {TIMES}"
                f"{' and ' + CHOSEN[chosen] if chosen else ''} group by 1, 2) b", 2)


def usage(chosen=None):
    return Pair("select weekday, hour, executions, successes, priced, cost_usd from execution_usage("
                f"{SINCE}, now(), 'Europe/Berlin'{', ' + ARRAYS[chosen] if chosen else ''}) where executions > 0",
                "select extract(isodow from h.at), extract(hour from h.at), count(*), count(*) filter (where success), "
                "count(cost_usd), sum(cost_usd) from prompt_executions, lateral (select started_at at time zone 'Europe/Berlin') "
                f"h (at) where {TIMES}{' and ' + CHOSEN[chosen] if chosen else ''} group by 1, 2", 2)


FAILURES = Pair(f'select error_type, failures from execution_failures({SINCE}, now())',
                f"select coalesce(error_type, ''), count(*) from prompt_executions where {TIMES} and not success group by 1", 1)

# The questions of core/executions/dashboard.cpp, but for those of the time before, of which no execution is kept; by the names
# that bench_dashboards.cpp has for them.
OVERVIEW = [metrics(), metrics(step='day'), metrics('template'), usage()]
DASHBOARDS = {
    'overview': [*OVERVIEW, metrics('template', 'day', 'coloured')],
    'overview by task type': [*OVERVIEW, metrics('task_type', 'day')],
    'overview by model': [*OVERVIEW, metrics('model', 'day')],
    'template': [metrics(chosen='one'), metrics(step='day', chosen='one'), metrics('version', 'day', 'one'),
                 metrics('version', chosen='one'), usage('one')],
    'versions compared': [metrics(chosen='one'), metrics('version', chosen='one'), distribution('latency'), distribution('cost'), distribution('confidence')],
    'failures by type': [FAILURES],
    'distribution of latency': [distribution('latency', chosen=None)],
    'usage by hour and weekday': [usage()],
}


def compare(session, template, names=tuple(DASHBOARDS)):
    """For each of these dashboards: the milliseconds of its questions to the rollups, one after the other, and of those to the raw table,
    and what differs, None for nothing. Each question to the raw table is asked once."""
    known = {}

    def answers(pair):
        if pair.raw not in known:
            statement = pair.raw.format(id=template)
            known[pair.raw] = session.time(statement), session.rows()
        return known[pair.raw]

    # One moment for all, or what is shown moves between two questions.
    session.time('begin isolation level repeatable read')
    result = {}
    for name in names:
        pairs = DASHBOARDS[name]
        quick = slow = 0
        differs = None
        for pair in pairs:
            statement = pair.figures.format(id=template)
            quick += statistics.median(session.time(statement) for _ in range(5))
            ours = session.rows()
            milliseconds, theirs = answers(pair)
            slow += milliseconds
            differs = differs or pair.difference(ours, theirs)
        result[name] = quick, slow, differs
    session.time('commit')
    return result
