# SPDX-FileCopyrightText: 2026 The Promptuary authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The log of executions in the benchmark table: recording next to COPY, rolling up, dropping, and each dashboard's figures
next to the same figures from the raw table.

PROMPTUARY_BENCH_EXECUTIONS says how many executions the log holds; 1,000,000 without it.
"""
import os
import pathlib
import statistics
import subprocess
import time

HERE = pathlib.Path(__file__).resolve().parent
COUNT = int(os.environ.get('PROMPTUARY_BENCH_EXECUTIONS', '1000000'))
BATCH = 2000
BATCHES = 50

RAW = '''select date_trunc('day', started_at, 'UTC') as point, count(*), count(*) filter (where success), sum(input_tokens),
    sum(output_tokens), sum(cost_usd), sum(latency_us), percentile_disc(array[0.5, 0.95, 0.99]) within group (order by latency_us),
    sum(confidence), count(*) filter (where needs_review)
    from prompt_executions where started_at >= now() - interval '30 days' {where} group by 1 {by}'''

# What each dashboard asks, and the same from the raw table where that has it.
DASHBOARDS = [
    ('overview, 30 days by day', "execution_metrics(now() - interval '30 days', now(), 'day')", RAW.format(where='', by='')),
    ('overview, 30 days before', "execution_metrics(now() - interval '60 days', now() - interval '30 days')", None),
    ('cost by template, 30 days', "execution_metrics(now() - interval '30 days', now(), null, 'template')", None),
    ('cost by model, 30 days by day', "execution_metrics(now() - interval '30 days', now(), 'day', 'model')",
     RAW.format(where='', by=', model')),
    ('overview, last 24 hours by hour', "execution_metrics(now() - interval '24 hours', now(), 'hour')", None),
    ('overview, two years by month', "execution_metrics(now() - interval '2 years', now(), 'month')", None),
    ('one template by version and day', "execution_metrics(now() - interval '30 days', now(), 'day', 'version', array[{id}])",
     RAW.format(where='and template_id = {id}', by=', number')),
    ('one template, distribution', "execution_distribution('latency', now() - interval '30 days', now(), array[{id}])", None),
    ('last hour by minute', "recent_execution_metrics(now() - interval '1 hour', now(), 'minute', 'version')", None),
    ('usage by hour and weekday, 90 days', "execution_usage(now() - interval '90 days', now(), 'Europe/Berlin')", None),
    ('failures by type, 30 days', "execution_failures(now() - interval '30 days', now())", None),
]


class Session:
    """One psql that stays, so that what is timed is the statement."""

    def __init__(self, conninfo):
        self.process = subprocess.Popen(['psql', '-X', '-q', '-At', conninfo], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                        stderr=subprocess.STDOUT, text=True)
        self.time('set search_path = promptuary')

    def time(self, statement):
        """Milliseconds until the whole answer is here."""
        start = time.perf_counter()
        self.process.stdin.write(statement + ';\n\\echo done\n')
        self.process.stdin.flush()
        lines = []
        while (line := self.process.stdout.readline().rstrip('\n')) != 'done':
            if 'ERROR' in line:
                raise RuntimeError(f'{statement}: {line}')
            lines.append(line)
        self.answer = lines
        return (time.perf_counter() - start) * 1000

    def close(self):
        self.process.stdin.close()
        self.process.wait()


def record_rate(session, scratch):
    """Records a second through record_executions(), and by COPY of the same rows into the same two tables."""
    session.time('create temporary table batches as select (select json_agg(json_build_object('
                 "'id', gen_random_uuid(), 'template', (select key from prompt_templates where id = 1), 'version', 1, "
                 "'started_at', now() - random() * interval '1 hour', 'success', random() < 0.95, 'model', 'small', "
                 "'input_tokens', (random() * 2000)::int, 'output_tokens', (random() * 500)::int, 'cost_usd', "
                 "round((random() * 0.01)::numeric, 6), 'latency_ms', round((random() * 3000)::numeric, 1), "
                 "'confidence', round(random()::numeric, 3), 'request_id', 'request-' || n || '-' || g, "
                 "'variables', json_build_object('text', repeat('word ', 40)), 'rendered_prompt', repeat('You are helpful. ', 20)))"
                 f' from generate_series(1, {BATCH}) n where g > 0) as batch from generate_series(1, {BATCHES}) g')
    chosen = "started_at > now() - interval '2 hours' and recorded_in = (select max(recorded_in) from prompt_executions)"
    recorded = session.time('select count(*) from batches, record_executions(batch)')
    for table in ('prompt_executions', 'execution_payloads'):
        rows = (f'select * from prompt_executions where {chosen}' if table == 'prompt_executions' else
                f'select p.* from execution_payloads p join (select id, started_at from prompt_executions where {chosen}) e '
                'using (id, started_at)')
        session.time(f"\\copy ({rows}) to '{scratch / table}'")
    session.time(f'delete from execution_payloads p using prompt_executions e where e.id = p.id and e.started_at = p.started_at and e.{chosen}')
    session.time(f'delete from prompt_executions where {chosen}')
    copied = sum(session.time(f"\\copy {table} from '{scratch / table}'") for table in ('prompt_executions', 'execution_payloads'))
    return BATCH * BATCHES / recorded * 1000, BATCH * BATCHES / copied * 1000


def bench_dashboards(table, session):
    session.time('select template_id from prompt_executions limit 1')
    template = session.answer[0]
    worst, ratios = [], []
    for name, figures, raw in DASHBOARDS:
        statement = 'select * from ' + figures.format(id=template)
        session.time(statement)
        times = sorted(session.time(statement) for _ in range(20))
        worst.append((times[18], name))
        if raw:
            ratios.append(session.time(raw.format(id=template)) / statistics.median(times))
    slowest, name = max(worst)
    table.add(f'executions: slowest dashboard figure ({name}), p95', f'{slowest:.1f} ms', '100 ms',
              'GROUP BY over the raw table', f'{min(ratios):.0f} to {max(ratios):.0f} × faster (50 ×)')
    for figure, name in worst:
        table.add(f'executions: {name}, p95', f'{figure:.1f} ms', '100 ms')


def bench_executions(table, bench, scratch):
    subprocess.run(['psql', '-X', '-q', '-v', f'count={COUNT}', '-f', HERE / 'populate_executions.sql', bench.conninfo], check=True,
                   stdout=subprocess.DEVNULL)
    session = Session(bench.conninfo)
    bench_dashboards(table, session)
    ours, copy = record_rate(session, scratch)
    table.add('executions: recorded in batches', f'{ours:,.0f} rows/s', '0.5 × COPY', f'COPY {copy:,.0f} rows/s', f'{ours / copy:.2f}')
    rolled = session.time('select roll_up_executions()')
    table.add(f'executions: rolling up {BATCH * BATCHES:,} rows of a template', f'{rolled:.0f} ms', '500 ms (5 s for a million)')
    day = "to_char((now() - interval '21 days') at time zone 'UTC', 'YYYYMMDD')"
    dropped = session.time(f"do $$ begin execute format('drop table %I, %I', 'prompt_executions_' || {day}, "
                           f"'execution_payloads_' || {day}); end $$")
    verified = session.time("select reason from drop_execution_days(array[((now() - interval '20 days') at time zone 'UTC')::date])")
    if session.answer != ['']:
        raise RuntimeError(session.answer)
    table.add(f'executions: dropping a day of {COUNT // 30:,} rows', f'{dropped:.1f} ms', '50 ms', f'with its verification {verified:.0f} ms')
    session.close()
