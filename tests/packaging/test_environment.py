# SPDX-FileCopyrightText: 2026 The Promptuary authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What ./dev says was wrong, from what its log holds. Usage: test_environment.py [-v] CHECKOUT"""
import os
import subprocess
import sys
import tempfile
import unittest

CHECKOUT = os.path.realpath(sys.argv.pop())
# As ./dev sources it, where a step has just failed.
SCRIPT = """set -euo pipefail
source_dir=$1 log=$2
say() { echo "$*" >&2; }
step() { say "$*"; }
fail() { say "dev: $*"; exit 1; }
. "$source_dir/packaging/environment/environment.sh"
explain_failure "It failed." "Otherwise."
"""
BEGIN = "== 2026-01-02T03:04:05Z ./dev run\n"
NAMESPACES = "refuses user namespaces"
NETWORK = "package server cannot be reached"
CLOCK = "check its clock"
RIGHT = "You have no right to do so. Otherwise."
UNKNOWN = "Otherwise. The log says why: "


class ExplainFailure(unittest.TestCase):
    def said(self, log):
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "dev.log")
            with open(path, "w", encoding="utf-8") as file:
                file.write(log)
            done = subprocess.run(["bash", "-c", SCRIPT, "dev", CHECKOUT, path], capture_output=True, text=True, check=False)
        self.assertEqual(done.returncode, 1, done.stderr)
        self.assertEqual(done.stderr.count("\n"), 1, done.stderr)
        return done.stderr

    def test_causes(self):
        for line, cause in (
                ("bwrap: setting up uid map: Permission denied", NAMESPACES),
                ("bwrap: No permissions to create new namespace, likely because the kernel does not allow non-privileged user "
                 "namespaces.", NAMESPACES),
                ("bwrap: Creating new namespace failed: Operation not permitted", NAMESPACES),
                ("unshare: unshare failed: No space left on device", NAMESPACES),
                ("E: unshare(CLONE_NEWUSER) failed: Operation not permitted", NAMESPACES),
                ("newuidmap: write to uid_map failed: Operation not permitted", NAMESPACES),
                ("dpkg: error: cannot copy: No space left on device", "The disk is full"),
                ("Err:1 http://packages.example trixie InRelease\n  Temporary failure resolving 'packages.example'", NETWORK),
                ("  Could not connect to packages.example:80 - connect (1: Operation not permitted)", NETWORK),
                ("rm: cannot remove 'x': Permission denied\n"
                 "E: Release file for http://packages.example/debian/dists/trixie/InRelease is not valid yet (invalid for another 3h).\n"
                 "E: Failed to fetch http://packages.example/debian/dists/trixie/InRelease", CLOCK),
                ("E: Release file for http://packages.example/debian/dists/trixie/InRelease is expired (invalid since 3d).", CLOCK),
                ("E: Could not open lock file /var/lib/dpkg/lock-frontend - open (13: Permission denied)", RIGHT),
                ("sudo: a password is required", RIGHT),
                ("rm: cannot remove 'x': Permission denied\nE: Something else", UNKNOWN),
                ("E: Something else", UNKNOWN)):
            with self.subTest(line):
                self.assertIn(cause, self.said(BEGIN + line + "\n"))

    def test_an_older_run_says_nothing(self):
        older = BEGIN + "  Temporary failure resolving 'packages.example'\n"
        self.assertIn(UNKNOWN, self.said(older + BEGIN + "E: Something else\n"))
        self.assertIn(NAMESPACES, self.said(older + BEGIN + "E: unshare() failed: Operation not permitted\n"))


if __name__ == "__main__":
    unittest.main()
