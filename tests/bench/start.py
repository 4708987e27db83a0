#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Promptuary authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Starts promptuary and sqlitebrowser in turn and times each from exec until its window shows its contents.

usage: start.py PRIVATE_DIR SQLITE_FILE RUNS      (on an X display; prints one JSON object)

Promptuary puts the open template into its window's title once tree, editor and timeline are filled; sqlitebrowser puts the
file's name into its own once the file is open. Both are watched from outside, the same way.
"""
import json
import os
import pathlib
import statistics
import subprocess
import sys
import tempfile
import time

PROGRAM = pathlib.Path(__file__).resolve().parents[2] / 'build/release/app/promptuary/promptuary'


def resident_mb(pid):
    for line in pathlib.Path(f'/proc/{pid}/status').read_text().splitlines():
        if line.startswith('VmRSS:'):
            return int(line.split()[1]) / 1024
    return 0.0


def time_start(command, title):
    """Milliseconds until a window of that title is visible, and the resident memory half a second later."""
    start = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        # Not xdotool's own --sync, which looks twice a second only.
        while subprocess.run(['xdotool', 'search', '--onlyvisible', '--name', title], check=False,
                             stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode != 0:
            if time.perf_counter() - start > 30:
                raise TimeoutError(f'{command[0]} showed no window called {title} within 30 s')
        elapsed = (time.perf_counter() - start) * 1000
        time.sleep(0.5)
        return elapsed, resident_mb(process.pid)
    finally:
        process.terminate()
        process.wait()


def main():
    private, sqlite, runs = sys.argv[1], sys.argv[2], int(sys.argv[3])
    home = tempfile.mkdtemp(prefix='promptuary-bench-home-')
    os.environ.update(XDG_CONFIG_HOME=home, XDG_DATA_HOME=home)
    ours = [str(PROGRAM), '--private', private]
    theirs = ['sqlitebrowser', '-R', sqlite]
    our_times, their_times, our_memory, their_memory = [], [], [], []
    for i in range(runs + 1):
        a, a_memory = time_start(ours, ' — Promptuary$')
        b, b_memory = time_start(theirs, 'reference.sqlite')
        if i > 0:  # the first of each warms the file cache
            our_times.append(a)
            their_times.append(b)
            our_memory.append(a_memory)
            their_memory.append(b_memory)
    print(json.dumps({'promptuary': our_times, 'sqlitebrowser': their_times, 'rss_mb': statistics.median(our_memory),
                      'reference_rss_mb': statistics.median(their_memory)}))


if __name__ == '__main__':
    main()
