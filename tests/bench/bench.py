#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Promptuary authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The benchmark table: each figure with its bar and the reference measured in the same run.

usage: bench.py [FILTER]   FILTER: a part of a row's group (start, window, store, executions, diff)

Machines are noisy: ratios against the reference of the same run say more than milliseconds. Nothing here passes or fails.
"""
import json
import os
import pathlib
import random
import statistics
import subprocess
import sys
import tempfile
import time

from executions import bench_executions

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
BUILD = ROOT / 'build' / 'release'
ON_XVFB = ROOT / 'packaging' / 'environment' / 'on-xvfb.sh'
RUNS = 9


class Table:
    """Rows of the result, printed as they come and again as a whole at the end."""

    def __init__(self):
        self.rows = [('figure', 'measured', 'bar', 'reference', 'ratio')]

    def add(self, figure, measured, bar, reference='', ratio=''):
        self.rows.append((figure, measured, bar, reference, ratio))
        print(f'  {figure}: {measured}', file=sys.stderr)

    def print(self):
        widths = [max(len(row[i]) for row in self.rows) for i in range(5)]
        for number, row in enumerate(self.rows):
            print('| ' + ' | '.join(cell.ljust(width) for cell, width in zip(row, widths)) + ' |')
            if number == 0:
                print('|' + '|'.join('-' * (width + 2) for width in widths) + '|')


def run(*command, **options):
    return subprocess.run([str(c) for c in command], check=True, capture_output=True, text=True, **options).stdout


def ms(value):
    return f'{value:.1f} ms'


class Workbench:
    """A private PostgreSQL with 10,000 templates and 100,000 versions, kept running while the benchmark runs."""

    def __init__(self, scratch):
        self.directory = scratch / 'private'
        self.conninfo = None
        self.holder = None

    def __enter__(self):
        print('Filling a private PostgreSQL with 10,000 templates and 100,000 versions…', file=sys.stderr)
        # One process keeps the server running, as an open window would.
        self.holder = subprocess.Popen([BUILD / 'tests/bench/bench_server', self.directory], stdin=subprocess.PIPE,
                                       stdout=subprocess.PIPE, text=True)
        self.conninfo = self.holder.stdout.readline().strip()
        run('psql', '-X', '-q', '-v', 'ON_ERROR_STOP=1', '-f', HERE / 'populate.sql', self.conninfo)
        return self

    def __exit__(self, *_):
        self.holder.stdin.close()
        self.holder.wait()


def write_sqlite(path):
    """A database of the same size for the reference program to open."""
    import sqlite3
    with sqlite3.connect(path) as database:
        database.execute('create table prompt_templates (id integer primary key, key text, name text, task_type text)')
        database.execute('create table prompt_versions (template_id integer, number integer, content text)')
        database.executemany('insert into prompt_templates values (?, ?, ?, ?)',
                             ((i, f'template-{i}', f'Template {i}', 'extraction') for i in range(10000)))
        database.executemany('insert into prompt_versions values (?, ?, ?)',
                             ((i // 10, i % 10 + 1, 'x' * 1500) for i in range(100000)))


def bench_start(table, bench, scratch):
    """From exec to a filled window, next to sqlitebrowser opening a file of the same content, run by run."""
    sqlite = scratch / 'reference.sqlite'
    write_sqlite(sqlite)
    result = json.loads(run(ON_XVFB, sys.executable, HERE / 'start.py', bench.directory, sqlite, RUNS).splitlines()[-1])
    ours, theirs = statistics.median(result['promptuary']), statistics.median(result['sqlitebrowser'])
    table.add('start: exec to filled window, median', ms(ours), '300 ms', f'sqlitebrowser {ms(theirs)}', f'{ours / theirs:.2f}')
    table.add('start: resident memory', f"{result['rss_mb']:.0f} MB", '150 MB', f"sqlitebrowser {result['reference_rss_mb']:.0f} MB",
              f"{result['rss_mb'] / result['reference_rss_mb']:.2f}")


def bench_window(table, bench, scratch):
    """Inside the window: filter keystrokes and choosing templates."""
    out = run(ON_XVFB, BUILD / 'tests/bench/bench_window', bench.directory,
              env=os.environ | {'XDG_CONFIG_HOME': str(scratch / 'config'), 'XDG_DATA_HOME': str(scratch / 'data')})
    result = json.loads(out.splitlines()[-1])
    table.add('window: filter keystroke to tree repainted, p95', ms(result['filter']['p95']), '16 ms', f"p50 {ms(result['filter']['p50'])}")
    table.add('window: template chosen to editor and timeline filled, p95', ms(result['choose']['p95']), '50 ms',
              f"p50 {ms(result['choose']['p50'])}")
    tour = run(ON_XVFB, BUILD / 'app/promptuary/promptuary-tour', scratch / 'tour')
    table.add('window: longest GUI-thread stall in the tour', next(line for line in tour.splitlines() if line.startswith('Longest stall')).split(':')[-1].strip(), '50 ms')


def bench_store(table, bench, _scratch):
    """Saving and activating, next to a one-row insert over the same kind of connection."""
    result = json.loads(run(BUILD / 'tests/bench/bench_store', bench.conninfo))
    insert = result['insert']['p50']
    for name, figure, bar in (('save', 'store: save a version, median', '20 ms'), ('activate', 'store: activate a version, median', '20 ms')):
        table.add(figure, ms(result[name]['p50']), bar, f'one-row insert {ms(insert)}', f"{result[name]['p50'] / insert:.1f}")
    table.add('store: activation seen in another process after its commit, p95', ms(result['seen']['p95']), '100 ms',
              f"p50 {ms(result['seen']['p50'])}")


def write_texts(scratch):
    """Two texts of 1 MB with 1,000 scattered edits."""
    random.seed(1)
    words = [''.join(random.choices('abcdefghijklmnopqrstuvwxyz', k=random.randint(2, 10))) for _ in range(5000)]
    lines = []
    size = 0
    while size < 1_000_000:
        lines.append(' '.join(random.choices(words, k=random.randint(4, 16))))
        size += len(lines[-1]) + 1
    left = scratch / 'left.txt'
    right = scratch / 'right.txt'
    left.write_text('\n'.join(lines) + '\n')
    for position in random.sample(range(len(lines)), 1000):
        lines[position] = lines[position] + ' ' + random.choice(words)
    right.write_text('\n'.join(lines) + '\n')
    return left, right


def timed(command):
    start = time.perf_counter()
    subprocess.run([str(c) for c in command], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
    return (time.perf_counter() - start) * 1000


def bench_diff(table, _bench, scratch):
    """Whole processes, in turn."""
    left, right = write_texts(scratch)
    pairs = [(timed([BUILD / 'app/promptuaryctl/promptuaryctl', 'diff', left, right]),
              timed(['git', 'diff', '--no-index', left, right])) for _ in range(RUNS)]
    ours, theirs = (statistics.median(column) for column in zip(*pairs))
    table.add('diff: two 1 MB texts, 1,000 edits, median', ms(ours), '2 × git diff', f'git diff --no-index {ms(theirs)}',
              f'{ours / theirs:.2f}')


def main():
    wanted = sys.argv[1] if len(sys.argv) > 1 else ''
    table = Table()
    with tempfile.TemporaryDirectory(prefix='promptuary-bench-') as folder:
        scratch = pathlib.Path(folder)
        groups = [g for g in (bench_diff, bench_start, bench_window, bench_store, bench_executions) if wanted in g.__name__]
        if groups == [bench_diff]:
            bench_diff(table, None, scratch)
        else:
            with Workbench(scratch) as bench:
                for group in groups:
                    group(table, bench, scratch)
    table.print()


if __name__ == '__main__':
    main()
