#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Promptuary authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Starts promptuary and sqlitebrowser in turn and times each from exec until its window shows its contents.

usage: start.py PRIVATE_DIR SQLITE_FILE RUNS      (on an X display; prints one JSON object)

Promptuary puts the open template into its window's title once tree, editor and timeline are filled; sqlitebrowser puts the
file's name into its own once the file is open. Both are watched from outside, the same way, by waiting for the X server's
events: asking over and over would take one of two cores from the program that starts and from its server.
"""
import json
import os
import pathlib
import queue
import re
import statistics
import subprocess
import sys
import tempfile
import threading
import time

PROGRAM = pathlib.Path(__file__).resolve().parents[2] / 'build/release/app/promptuary/promptuary'


def resident_mb(pid):
    for line in pathlib.Path(f'/proc/{pid}/status').read_text().splitlines():
        if line.startswith('VmRSS:'):
            return int(line.split()[1]) / 1024
    return 0.0


class Titles:
    """The titles of all windows of the display, each as soon as it is set."""

    def __init__(self):
        self._seen = queue.Queue()
        self._processes = []
        while 'window id' not in subprocess.check_output(['xprop', '-root', '_NET_CLIENT_LIST'], text=True):
            time.sleep(0.05)  # the window manager starts
        self._spy(['-root', '-spy', '_NET_CLIENT_LIST'], self._follow)

    def wait_for(self, pattern, seconds):
        end = time.perf_counter() + seconds
        while True:
            try:
                at, title = self._seen.get(timeout=max(0.0, end - time.perf_counter()))
            except queue.Empty:
                raise TimeoutError(f'no window called {pattern} within {seconds} s') from None
            if re.search(pattern, title):
                return at

    def stop(self):
        for process in self._processes:
            process.terminate()
            process.wait()

    def _spy(self, arguments, use):
        process = subprocess.Popen(['xprop', *arguments], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        self._processes.append(process)
        threading.Thread(target=self._read, args=(process, use), daemon=True).start()

    @staticmethod
    def _read(process, use):
        known = set()
        for line in process.stdout:
            use(line, known)

    def _follow(self, line, known):
        for window in re.findall('0x[0-9a-f]+', line):
            if window not in known:
                known.add(window)
                self._spy(['-id', window, '-spy', '_NET_WM_NAME'], self._note)

    def _note(self, line, _known):
        if title := re.search('= "(.*)"', line):
            self._seen.put((time.perf_counter(), title[1]))


def time_start(command, title):
    """Milliseconds until a window of that title is visible, and the resident memory half a second later."""
    titles = Titles()
    time.sleep(0.1)  # until it watches
    start = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        elapsed = (titles.wait_for(title, 30) - start) * 1000
        time.sleep(0.5)
        return elapsed, resident_mb(process.pid)
    finally:
        process.terminate()
        process.wait()
        titles.stop()


def main():
    private, sqlite, runs = sys.argv[1], sys.argv[2], int(sys.argv[3])
    home = tempfile.mkdtemp(prefix='promptuary-bench-home-')
    os.environ.update(XDG_CONFIG_HOME=home, XDG_DATA_HOME=home)
    ours = [str(PROGRAM), '--private', private]
    theirs = ['sqlitebrowser', '-R', sqlite]
    our_times, their_times, our_memory, their_memory = [], [], [], []
    for i in range(runs + 1):
        a, a_memory = time_start(ours, '. Promptuary$')
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
