# SPDX-FileCopyrightText: 2026 The Promptuary authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The log of executions in the benchmark table: what dashboards read and show, recording next to COPY and pgbench, rolling up,
and dropping a day.

PROMPTUARY_BENCH_EXECUTIONS says how many executions the log holds, one number or several; 1,000,000 without it. Of several, each
gets its rows of what dashboards read; everything else is measured with the last.
"""
import json
import os
import pathlib
import re
import statistics
import subprocess
import threading
import time

import figures

HERE = pathlib.Path(__file__).resolve().parent
BUILD = HERE.parent.parent / 'build' / 'release'
ON_XVFB = HERE.parent.parent / 'packaging' / 'environment' / 'on-xvfb.sh'
COUNTS = [int(count) for count in os.environ.get('PROMPTUARY_BENCH_EXECUTIONS', '1000000').split()]
RECORDS = 100_000
ROUNDS = 3
CLIENTS = 4
SECONDS = 5


class Session:
    """One psql that stays, so that what is timed is the statement."""

    def __init__(self, conninfo):
        self.process = subprocess.Popen(['psql', '-X', '-q', '-At', '-F', '\t', conninfo], stdin=subprocess.PIPE,
                                        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        self.answer = []
        self.time('set search_path = promptuary')

    def time(self, statement):
        """Milliseconds until the whole answer is here."""
        start = time.perf_counter()
        self.process.stdin.write(statement + ('\n' if statement.startswith('\\') else ';\n') + '\\echo done\n')
        self.process.stdin.flush()
        lines = []
        while (line := self.process.stdout.readline().rstrip('\n')) != 'done':
            if 'ERROR' in line or not line and self.process.poll() is not None:
                raise RuntimeError(f'{statement}: {line}')
            lines.append(line)
        self.answer = lines
        return (time.perf_counter() - start) * 1000

    def rows(self):
        return [line.split('\t') for line in self.answer]

    def value(self, statement):
        self.time(statement)
        return self.answer[0]

    def close(self):
        self.process.stdin.close()
        self.process.wait()


def day(ago):
    return f"((now() at time zone 'UTC')::date - {ago})"


def partitions(session, ago):
    return session.value(f"select format('prompt_executions_%s, execution_payloads_%s', d, d) from to_char({day(ago)}, 'YYYYMMDD') d")


# --- What dashboards read and show ---

def populate(table, bench, count):
    start = time.perf_counter()
    subprocess.run(['psql', '-X', '-q', '-v', f'count={count}', '-f', HERE / 'populate_executions.sql', bench.conninfo], check=True,
                   stdout=subprocess.DEVNULL)
    seconds = time.perf_counter() - start
    session = Session(bench.conninfo)
    room = session.value('select pg_size_pretty(pg_database_size(current_database()))')
    rollups = int(session.value('select count(*) from execution_rollups'))
    session.close()
    table.add(f'executions: {count:,} of them filled in and rolled up', f'{seconds:.0f} s', 'some minutes',
              f'{rollups:,} rollups, {room}')


def bench_reading(table, bench, count):
    """What each dashboard reads, as the window reads it, next to GROUP BY over the raw table; the template is the one that runs most."""
    session = Session(bench.conninfo)
    template = session.value('select min(template_id) from bench.versions')
    read = json.loads(subprocess.run([BUILD / 'tests/bench/bench_dashboards', 'read', bench.conninfo, template], check=True,
                                     capture_output=True, text=True).stdout)
    compared = figures.compare(session, template)
    rare = session.value('select max(template_id) from bench.versions')
    of_rare = figures.compare(session, rare, ['template'])['template']
    session.close()

    def beside(quick, slow, differs):
        return (f'GROUP BY {slow:,.0f} ms, ' + (f'DIFFERENT: {differs}' if differs else 'equal'),
                f'{slow / quick:.0f} × (50 × at ten million)')

    table.add(f'dashboards of {count:,}: template that has 0.2 % of them, its questions', f'{of_rare[0]:.1f} ms', '100 ms', *beside(*of_rare))
    for name, times in read.items():
        reference, ratio = f"p50 {times['p50']:.1f} ms", ''
        if name in compared:
            grouped, ratio = beside(*compared[name])
            reference += f', {grouped}'
        elif 'offset' in times:
            reference += f", OFFSET {times['offset']:,.0f} ms, {'equal' if times['equal'] else 'DIFFERENT'}"
        table.add(f'dashboards of {count:,}: {name} read, p95', f"{times['p95']:.1f} ms", '100 ms', reference, ratio)


def bench_showing(table, bench, scratch, template):
    """The real window over the same log."""
    out = subprocess.run([ON_XVFB, BUILD / 'tests/bench/bench_dashboards', 'show', bench.directory, template], check=True,
                         capture_output=True, text=True,
                         env=os.environ | {'XDG_CONFIG_HOME': str(scratch / 'config'), 'XDG_DATA_HOME': str(scratch / 'data')}).stdout
    result = json.loads(out.splitlines()[-1])
    for name, shown in result['shown'].items():
        table.add(f'window: {name}, longest GUI-thread stall', f"{shown['stall']:.1f} ms", '50 ms', f"shown in {shown['ms']:.0f} ms")
    table.add('window: resident memory with all dashboards opened', f"{result['rss_mb']:.0f} MB", '200 MB',
              f"at most {result['peak_mb']:.0f} MB")


# --- Recording ---

# An execution for each line of a file, as agents write them.
RECORD = '''select json_build_object(
    'id', gen_random_uuid(), 'template', (select t.key from prompt_templates t where t.id = v.template_id), 'version', v.number,
    'started_at', {day}::timestamp at time zone 'UTC' + random() * interval '1 day', 'success', random() < 0.95, 'model', 'small',
    'input_tokens', (random() * 2000)::int, 'output_tokens', (random() * 500)::int,
    'cost_usd', round((random() * 0.01)::numeric, 6), 'latency_ms', round((random() * 3000)::numeric, 1),
    'confidence', round(random()::numeric, 3), 'request_id', 'request-' || n,
    'variables', json_build_object('text', repeat('word ', 40)), 'rendered_prompt', repeat('You are helpful. ', 20))
    from generate_series(1, {count}) n join bench.versions v on v.place = n % 500'''


def seconds_to_record(bench, lines, count):
    """The whole program, its start included."""
    with open(lines, encoding='utf-8') as source:
        start = time.perf_counter()
        told = subprocess.run([BUILD / 'app/promptuaryctl/promptuaryctl', '--database', bench.conninfo, '--json', 'record'],
                              stdin=source, check=True, capture_output=True, text=True).stdout
    seconds = time.perf_counter() - start
    if json.loads(told)['recorded'] != count:
        raise RuntimeError(f'Not all was recorded: {told}')
    return seconds


def bench_batches(table, bench, session, scratch):
    """What agents wrote to a file, recorded by promptuaryctl in batches of 2,000 that are committed by themselves, next to one COPY of
    the same rows into the same two tables; in turn, each time into an empty day."""
    lines = scratch / 'executions.ndjson'
    session.time(f'\\o {lines}')
    session.time(RECORD.format(day=day(1000), count=RECORDS))
    session.time('\\o')
    session.time(f'select ensure_execution_day({day(1000)})')  # the window's maintenance may have dropped it
    emptied = 'truncate ' + partitions(session, 1000)
    tables = ('prompt_executions', 'execution_payloads')
    ours, copies = [], []
    for number in range(ROUNDS):
        session.time(emptied)
        ours.append(seconds_to_record(bench, lines, RECORDS))
        if number == 0:
            for name, source in zip(tables, partitions(session, 1000).split(', ')):
                session.time(f"\\copy {source} to '{scratch / name}'")
        session.time(emptied)
        copies.append(sum(session.time(f"\\copy {name} from '{scratch / name}'") for name in tables) / 1000)
    session.time(emptied)
    record, copy = (RECORDS / statistics.median(times) for times in (ours, copies))
    table.add('executions: recorded by promptuaryctl in batches of 2,000', f'{record:,.0f} rows/s', '0.5 × COPY',
              f'COPY {copy:,.0f} rows/s', f'{record / copy:.2f}')


def transactions(bench, script):
    out = subprocess.run(['pgbench', '-n', '-M', 'prepared', '-c', str(CLIENTS), '-j', '2', '-T', str(SECONDS), '-f', script,
                          bench.conninfo], check=True, capture_output=True, text=True).stdout
    return float(re.search(r'tps = ([\d.]+)', out)[1])


def bench_single(table, bench, session, scratch):
    """One record a transaction, next to pgbench's insert into its own history; same clients, same durability, in turn."""
    subprocess.run(['pgbench', '-i', '-q', bench.conninfo], check=True, capture_output=True)
    template = session.value('select t.key from prompt_templates t join bench.versions v on v.template_id = t.id limit 1')
    insert, record = scratch / 'insert.sql', scratch / 'record.sql'
    insert.write_text('\\set aid random(1, 100000)\n\\set delta random(-5000, 5000)\n'
                      'INSERT INTO pgbench_history (tid, bid, aid, delta, mtime) VALUES (1, 1, :aid, :delta, CURRENT_TIMESTAMP);\n')
    record.write_text('\\set tokens random(1, 2000)\n\\set version random(1, 5)\n'
                      f"SELECT promptuary.record_execution('{template}', :version::integer, true, model => 'small', input_tokens => "
                      ":tokens::integer, output_tokens => 200, cost_usd => 0.001, latency_ms => 800.5, confidence => 0.9);\n")
    pairs = [(transactions(bench, record), transactions(bench, insert)) for _ in range(ROUNDS)]
    ours, theirs = (statistics.median(column) for column in zip(*pairs))
    subprocess.run(['pgbench', '-i', '-I', 'd', '-q', bench.conninfo], check=True, capture_output=True)
    table.add(f'executions: recorded one by one, {CLIENTS} clients', f'{ours:,.0f}/s', "0.5 × pgbench's insert",
              f'pgbench {theirs:,.0f}/s', f'{ours / theirs:.2f}')


# --- Rolling up and dropping ---

def longest_wait(bench, until):
    """Milliseconds that another session waits at most for the log while `until` is not set, in a list."""
    longest = [0.0]

    def ask():
        session = Session(bench.conninfo)
        while not until.is_set():
            longest[0] = max(longest[0], session.time('select from only prompt_executions'))
        session.close()

    thread = threading.Thread(target=ask)
    thread.start()
    return thread, longest


def bench_day(table, bench, session, rows, ago):
    """A day of that many rows in the midst of all others, rolled up and dropped. What nobody else may wait for is how long the log
    is locked: another session asks for it all the time."""
    session.time('select roll_up_executions()')
    session.time(f'select ensure_execution_day({day(ago)})')  # the window's maintenance may have dropped it
    session.time(f"select bench.fill({day(ago)}::timestamp at time zone 'UTC', '1 day', {rows})")
    rolled = session.time('select roll_up_executions()')
    if session.answer != [str(rows)]:
        raise RuntimeError(session.answer)
    table.add(f'executions: a day of {rows:,} rolled up', f'{rolled:,.0f} ms', '5 s for a million')
    done = threading.Event()
    thread, longest = longest_wait(bench, done)
    try:
        whole = session.time(f'select reason from drop_execution_days(array[{day(ago)}])')
        dropped = session.answer
        whole += session.time('select free_execution_days()')
    finally:
        done.set()
        thread.join()
    if dropped != [''] or session.answer != ['2']:
        raise RuntimeError(dropped + session.answer)
    table.add(f'executions: a day of {rows:,} dropped, longest wait of another session', f'{longest[0]:.1f} ms', '50 ms',
              f'with its verification {whole:,.0f} ms')


def bench_executions(table, bench, scratch):
    for count in COUNTS:
        populate(table, bench, count)
        bench_reading(table, bench, count)
    session = Session(bench.conninfo)
    bench_showing(table, bench, scratch, session.value('select min(template_id) from bench.versions'))
    bench_batches(table, bench, session, scratch)
    bench_single(table, bench, session, scratch)
    bench_day(table, bench, session, 10_000, 1001)
    bench_day(table, bench, session, 1_000_000, 1002)
    session.close()
