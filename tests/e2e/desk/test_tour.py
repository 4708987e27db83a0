# SPDX-FileCopyrightText: 2026 The Promptuary authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The guided tour ends well and leaves all its pictures, none of them blank: test_tour.py ON-XVFB PROMPTUARY-TOUR"""

import pathlib
import struct
import subprocess
import sys
import tempfile
import unittest
import zlib

PICTURES = [
    "first-start", "fresh-desk", "git-history-preview", "git-history-report", "csv-preview", "csv-report", "filter",
    "template", "first-activation", "find", "unsaved", "declared-variables", "saved", "diff-side-by-side",
    "diff-unified", "review", "activated", "roll-back-review", "activation-log",
    "executions-none-yet", "metrics-empty", "alerts-none", "metrics", "dark-metrics-overview", "metrics-point",
    "metrics-zoomed", "metrics-time", "metrics-usage", "dark-metrics-usage", "report", "metrics-of-task-type",
    "metrics-of-template", "metrics-failures", "dark-metrics-failures", "metrics-versions",
    "metrics-last-hour", "metrics-compare", "dark-metrics-compare", "dark-metrics", "report-of-template", "metrics-tab",
    "metrics-history", "dark-metrics-history", "metrics-impact", "dark-metrics-impact",
    "executions", "execution-failed", "execution-review", "execution-reviewed", "prices", "price-removed", "recompute-costs",
    "figures-in-the-tree", "review-with-figures", "alerts", "alert-roll-back", "alert-rules", "alert-rule",
    "webhook", "webhooks", "dark-webhooks", "dark-alerts", "health", "retention", "dark-retention", "dark-health", "palette", "jinja-template", "at-1280",
    "dark-editor", "dark-diff", "dark-executions",
]


def chunks(png: bytes):
    at = 8
    while at < len(png):
        length, kind = struct.unpack(">I4s", png[at:at + 8])
        yield kind, png[at + 8:at + 8 + length]
        at += 12 + length


def look_at(file: pathlib.Path) -> tuple[int, int, int]:
    """Width, height, and how many different bytes the picture's filtered rows hold: a blank one has a handful."""
    png = file.read_bytes()
    assert png.startswith(b"\x89PNG\r\n\x1a\n"), file
    width, height = struct.unpack(">II", next(data for kind, data in chunks(png) if kind == b"IHDR")[:8])
    pixels = zlib.decompress(b"".join(data for kind, data in chunks(png) if kind == b"IDAT"))
    return width, height, len(set(pixels))


class Tour(unittest.TestCase):
    def test_ends_well_with_all_pictures(self):
        with tempfile.TemporaryDirectory(prefix="promptuary-tour-") as folder:
            done = subprocess.run([*COMMAND, folder], capture_output=True, text=True, timeout=280, check=False)
            self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
            files = sorted(pathlib.Path(folder).glob("*.png"))
            self.assertEqual([file.stem.split("-", 1)[1] for file in files], PICTURES)
            for file in files:
                width, height, shades = look_at(file)
                self.assertEqual((width, height), (1440, 900), file.name)
                self.assertGreater(shades, 100, f"{file.name} is blank")


if __name__ == "__main__":
    COMMAND = sys.argv[1:3]
    unittest.main(argv=sys.argv[:1])
