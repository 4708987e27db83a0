# SPDX-FileCopyrightText: 2026 The Promptuary authors
# SPDX-License-Identifier: GPL-3.0-or-later
import datetime
import json
import os
import signal
import subprocess
import threading
import time
import unittest

from ctl import TIMEOUT, DatabaseTest, Result, start


class ExecutionTest(DatabaseTest):
    def sql(self, text):
        return self.server.psql(self.database, text)

    def line(self, identity, **members):
        return json.dumps({"id": identity, "template": "Recorded", "version": 1, "started_at": "2025-11-20T12:00:00Z",
                           "success": True} | members) + "\n"

    def record(self, lines, *options, database=None):
        process = start("--database", database or self.database, "--json", "record", *options, stdin=subprocess.PIPE)
        return Result(process, "".join(lines).encode())

    def recorded(self, prefix):
        return int(self.sql(f"select count(*) from promptuary.execution_payloads where request_id like '{prefix}%'"))


class Record(ExecutionTest):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        made = Result(start("--database", cls.database, "template", "create", "Recorded", "--task-type", "extraction"))
        assert made.status == 0, made.err
        saved = Result(start("--database", cls.database, "version", "save", "Recorded", "--from", "-",
                             stdin=subprocess.PIPE), b"text")
        assert saved.status == 0, saved.err

    def test_each_line_by_itself(self):
        lines = [self.line("a"), "{nonsense\n", "\n", self.line("b", version=9), self.line("c", confidence=1.7),
                 self.line("d", latency_ms=12.5, model="m"), self.line("a")]
        result = self.record(lines)
        self.assertEqual(result.status, 3)
        self.assertEqual((result.json["recorded"], result.json["known"]), (2, 1))
        self.assertEqual([refused["line"] for refused in sorted(result.json["refused"], key=lambda r: r["line"])],
                         [2, 4, 5])
        self.assertIn("standard input:5:1: confidence", result.err)
        again = self.record([self.line("a"), self.line("d")])
        self.assertEqual((again.status, again.json["recorded"], again.json["known"]), (0, 0, 2))
        self.assertEqual(self.record([]).json["recorded"], 0)

    def test_an_agent_records_and_sees_nothing(self):
        self.sql("create role agent login in role promptuary_agent")
        agent = self.database.replace("user=postgres", "user=agent")
        result = self.record([self.line("by-agent")], database=agent)
        self.assertEqual((result.status, result.json["recorded"]), (0, 1), result.err)
        self.assertEqual(Result(start("--database", agent, "template", "list")).status, 6)

    def test_sending_twice_is_safe_while_the_day_is_kept(self):
        old = [self.line("old", started_at="2025-01-01T12:00:00Z")]
        call = ("metrics", "Recorded", "--from", "2025-01-01", "--to", "2025-01-02")
        self.assertEqual([self.record(old).json["recorded"] for _ in range(2)], [1, 0])
        self.assertEqual(self.json(*call)[0]["executions"], 1)
        self.ctl("maintain")
        self.assertEqual(self.record(old).json["recorded"], 1)
        self.assertEqual(self.json(*call)[0]["executions"], 2)
        for verb in (("record",), ("import", "executions"), ("demo", "executions")):
            said = " ".join(self.ctl(*verb, "--help").out.decode().split())
            self.assertIn("kept: 30 days, unless set otherwise", said)

    def test_away_without_a_spill_file(self):
        result = self.record([self.line("x")], database=f"host={self.folder} dbname=none")
        self.assertEqual((result.status, result.json["recorded"]), (7, 0))

    def test_spill_and_replay(self):
        spill = os.path.join(self.folder, "spill")
        away = self.record([self.line(f"s{i}", request_id=f"s{i}") for i in range(5)], "--spill", spill,
                           database=f"host={self.folder} dbname=none")
        self.assertEqual((away.status, away.json["recorded"], away.json["spilled"]), (7, 0, 5))
        self.assertEqual(os.stat(spill).st_mode & 0o777, 0o600)
        back = self.record([self.line("s5", request_id="s5")], "--spill", spill)
        self.assertEqual((back.status, back.json["recorded"], back.json["replayed"], back.json["spilled"]), (0, 6, 5, 0))
        self.assertEqual(self.recorded("s"), 6)

    def test_a_line_that_is_too_long_is_refused_by_itself(self):
        spill = os.path.join(self.folder, "long")
        lines = [self.line("l0", request_id="l0"), self.line("l1", rendered_prompt="x" * (65 << 20)),
                 self.line("l2", request_id="l2")]
        result = self.record(lines, "--spill", spill)
        self.assertEqual((result.status, result.json["recorded"], result.json["spilled"]), (3, 2, 0))
        self.assertEqual([row["line"] for row in result.json["refused"]], [2])
        self.assertIn("standard input:2:1: this is longer than 64 MiB", result.err)
        self.assertEqual(self.recorded("l"), 2)

    def acknowledged(self, process, enough):
        """Reads what is kept until `enough` lines are."""
        kept = 0
        while kept < enough:
            line = process.stderr.readline().decode()
            self.assertNotEqual(line, "", "the recorder ended")
            if line.startswith("kept "):
                kept = int(line.split()[1])
        return kept

    def feed(self, process, lines):
        """From a thread of its own: the recorder holds back who is too quick."""
        def write():
            try:
                for line in lines:
                    process.stdin.write(line.encode())
                process.stdin.flush()
            except BrokenPipeError:
                pass # it was killed
        thread = threading.Thread(target=write)
        thread.start()
        return thread

    def test_a_killed_recorder_loses_nothing_it_acknowledged(self):
        lines = [self.line(f"k{i}", request_id=f"k{i}") for i in range(4000)]
        spill = os.path.join(self.folder, "spill")
        call = ("--database", self.database, "record", "--batch", "100", "--acknowledge", "--spill", spill)
        process = start(*call, stdin=subprocess.PIPE)
        feeder = self.feed(process, lines)
        kept = self.acknowledged(process, 700)
        process.kill()
        process.wait(TIMEOUT)
        feeder.join()
        process.communicate()
        for identity in (0, kept // 2, kept - 1):
            self.assertEqual(self.sql("select count(*) from promptuary.execution_payloads"
                                      f" where request_id = 'k{identity}'"), "1")
        self.assertGreaterEqual(self.recorded("k"), kept)
        again = self.record(lines, "--spill", spill)
        self.assertEqual(again.status, 0, again.err)
        self.assertEqual(again.json["recorded"] + again.json["known"], 4000)
        self.assertEqual(self.recorded("k"), 4000)

    def test_a_killed_server_loses_nothing(self):
        lines = [self.line(f"v{i}", request_id=f"v{i}") for i in range(4000)]
        spill = os.path.join(self.folder, "spill")
        process = start("--database", self.database, "--json", "record", "--batch", "100", "--acknowledge", "--spill",
                        spill, stdin=subprocess.PIPE)
        feeder = self.feed(process, lines[:2000])
        self.acknowledged(process, 500)
        self.server.kill()
        feeder.join()
        feeder = self.feed(process, lines[2000:])
        self.acknowledged(process, 3000)
        self.assertGreater(os.path.getsize(spill), 0)
        self.server.revive()
        feeder.join()
        ended = Result(process)
        self.assertEqual(ended.status, 0, ended.err)
        self.assertEqual((ended.json["spilled"], os.path.getsize(spill)), (0, 0))
        self.assertEqual(self.recorded("v"), 4000)
        self.assertEqual(self.sql("select count(*) from promptuary.prompt_executions e join"
                                  " promptuary.execution_payloads p using (id) where p.request_id like 'v%'"), "4000")


    def blocked(self, query):
        """The process id of the backend that runs this and waits for a lock."""
        deadline = time.monotonic() + TIMEOUT
        pid = ""
        while not pid:
            self.assertLess(time.monotonic(), deadline, "nothing waits")
            pid = self.sql(f"select pid from pg_stat_activity where query like '%{query}%' and wait_event_type = 'Lock'"
                           " and pid <> pg_backend_pid()")
        return int(pid)

    def rolled(self):
        """What the rollups hold of this template's executions, by hour, day and month, of its versions and of itself."""
        return [self.sql("select concat_ws(' ', coalesce(sum(r.executions), 0), coalesce(sum(r.latency_us), 0)) from"
                         " promptuary.execution_rollups r join promptuary.prompt_templates t on t.id = r.template_id"
                         f" where t.name = 'Recorded' and r.period = '{period}' and r.number {level} 0")
                for period in ("hour", "day", "month") for level in (">", "=")]

    def test_a_killed_rollup_loses_nothing_and_counts_nothing_twice(self):
        day = datetime.datetime.now(datetime.timezone.utc) - datetime.timedelta(days=1)
        figures = ("metrics", "Recorded", "--from", (day - datetime.timedelta(days=1)).isoformat())
        self.ctl("maintain")
        total = sum(row["executions"] for row in self.json(*figures))
        # Before its first sum is written, and after its last one is.
        for moment, lock in (("before", "promptuary.execution_rollups in share mode"),
                             ("after", "promptuary.alert_rules in access exclusive mode")):
            lines = [self.line(f"{moment}{i}", request_id=f"{moment}{i}", latency_ms=i, started_at=day.isoformat())
                     for i in range(500)]
            self.assertEqual(self.record(lines).json["recorded"], 500)
            total += 500
            rolled = self.rolled()
            holder = self.server.session(self.database)
            holder.stdin.write(f"begin; lock table {lock}; select 'held';\n")
            holder.stdin.flush()
            self.assertEqual(holder.stdout.readline().strip(), "held")
            working = start("--database", self.database, "maintain")
            os.kill(self.blocked("maintain_executions"), signal.SIGKILL)
            ended = Result(working)
            self.assertNotEqual(ended.status, 0, ended.out)
            self.assertNotEqual(ended.err.strip(), "")
            holder.communicate()
            self.server.wait_until_ready()
            self.assertEqual(self.rolled(), rolled, moment) # nothing is half done
            self.assertEqual(self.json(*figures)[0]["executions"], total, moment)
            self.assertEqual(self.json("maintain")["rolled_up"], 500, moment)
            self.assertEqual(self.json(*figures)[0]["executions"], total, moment)
            raw = self.sql("select concat_ws(' ', count(*), sum(e.latency_us)) from promptuary.prompt_executions e join"
                           f" promptuary.execution_payloads p using (id, started_at) where p.request_id like '{moment}%'")
            self.assertEqual(raw, f"500 {sum(range(500)) * 1000}")
            added = [[int(number) for number in text.split()] for text in self.rolled()]
            held = [[int(number) for number in text.split()] for text in rolled]
            for now, before in zip(added, held):
                self.assertEqual([now[0] - before[0], now[1] - before[1]], [500, sum(range(500)) * 1000], moment)
            self.assertEqual(self.json("maintain")["rolled_up"], 0)
            self.assertEqual(self.record(lines).json["known"], 500)

    def test_refusals_are_told_while_more_may_come(self):
        process = start("--database", self.database, "--json", "record", "--wait", "10", stdin=subprocess.PIPE)
        process.stdin.write((self.line("told-a", latancy_ms=5) + self.line("told-b", version=9)).encode())
        process.stdin.flush()
        warning = process.stderr.readline().decode()
        self.assertIn("standard input:1:1: warning: a record has no “latancy_ms”", warning)
        self.assertIn("Did you mean “latency_ms”?", warning)
        self.assertIn("standard input:2:1: “Recorded” has no version 9", process.stderr.readline().decode())
        result = Result(process, (self.line("told-c", latancy_ms=6) + "{nonsense\n").encode())
        self.assertEqual(result.status, 3)
        self.assertNotIn("latancy_ms", result.err) # once is enough
        self.assertEqual(len(result.err.splitlines()), 1, result.err)
        self.assertIn("standard input:4:1: ", result.err)
        self.assertEqual((result.json["recorded"], [one["line"] for one in result.json["refused"]]), (2, [2, 4]))
        whole = self.record([self.line("told-d", environment="production", model="m", input_tokens=2, cached_input_tokens=1,
                                       output_tokens=1, cost_usd=1, latency_ms=1, error_type="e", error_message="m",
                                       confidence=1, needs_review=False, request_id="r", user_id="u", variables={},
                                       rendered_prompt="p", experiment="x", variant="v", guardrails=[], trace_id="t",
                                       span_id="s")])
        self.assertEqual((whole.status, whole.err), (0, ""))


class Settings(ExecutionTest):
    def test_settings(self):
        wanted = {"raw_days": 30, "hourly_days": 90, "payload_bytes": 65536}
        self.assertEqual(self.json("settings"), wanted)
        self.assertIn(b"raw_days          30  ", self.ctl("settings").out)
        wanted["raw_days"] = 14
        self.assertEqual(self.json("settings", "set", "raw_days", "14"), wanted)
        self.assertEqual(self.json("settings"), wanted)
        refused = self.ctl("settings", "set", "raw_days", "91", status=3)
        self.assertIn("hourly_days", refused.err)
        self.ctl("settings", "set", "raw_days", "0", status=3)
        self.ctl("settings", "set", "raw_days", "-1", status=2)
        self.ctl("settings", "set", "raw_days", "many", status=2)
        self.ctl("settings", "set", "days", "14", status=2)
        self.ctl("settings", "set", "raw_days", status=2)
        self.assertEqual(self.json("settings"), wanted)
        self.sql("create role reader login in role promptuary_viewer")
        reader = self.database.replace("user=postgres", "user=reader")
        self.assertEqual(Result(start("--database", reader, "--json", "settings")).json, wanted)
        self.assertEqual(Result(start("--database", reader, "settings", "set", "raw_days", "15")).status, 6)
        self.assertEqual(self.json("settings"), wanted)
        self.assertIn("stay for ever", " ".join(self.ctl("settings", "set", "--help").out.decode().split()))


class Metrics(ExecutionTest):
    def setUp(self):
        super().setUp()
        if not self.json("template", "list", "--search", "Recorded"):
            self.template("Recorded", "one", "two")
            lines = [self.line(f"m{i}", version=1 + i % 2, success=i % 4 != 0, latency_ms=100 + i, model="m",
                               input_tokens=10, output_tokens=5, cost_usd=0.5, confidence=0.5,
                               started_at=f"2025-11-{18 + i % 3}T12:00:00Z") for i in range(12)]
            self.assertEqual(self.record(lines).status, 0)

    def metrics(self, *arguments):
        return self.json("metrics", *arguments, "--from", "2025-11-01", "--to", "2025-11-21")

    def test_members(self):
        (total,) = self.metrics("Recorded")
        self.assertEqual([total[name] for name in ("executions", "successes", "failures", "input_tokens",
                                                   "output_tokens", "cost_usd", "confidence", "review_rate")],
                         [12, 9, 3, 120, 60, 6, 0.5, 0])
        self.assertAlmostEqual(total["latency_ms"]["mean"], 105.5)
        self.assertAlmostEqual(total["latency_ms"]["p99"], 111, delta=1.2)
        self.assertTrue(0 < total["success_rate"]["low"] < 0.75 < total["success_rate"]["high"] < 1)
        self.assertEqual([(total[f"{kind}_counted"], total[f"mean_{kind}_tokens"]) for kind in ("input", "output")],
                         [(12, {"value": 10, "low": 10, "high": 10}), (12, {"value": 5, "low": 5, "high": 5})])
        self.assertEqual(self.metrics("--all"), [total])

    def test_by(self):
        versions = self.metrics("Recorded", "--by", "version")
        self.assertEqual([(row["version"], row["executions"], row["failures"]) for row in versions],
                         [(1, 6, 3), (2, 6, 0)])
        days = self.metrics("--all", "--by", "day")
        self.assertEqual([(row["starts_at"], row["executions"]) for row in days],
                         [(f"2025-11-{day}T00:00:00Z", 4) for day in (18, 19, 20)])
        for by, member, value in (("model", "model", "m"), ("template", "name", "Recorded"),
                                  ("task_type", "task_type", "extraction"), ("environment", "environment", "production")):
            (row,) = self.metrics("--all", "--by", by)
            self.assertEqual((row[member], row["executions"]), (value, 12))
        self.assertEqual(self.metrics("--all", "--model", "other"), [])
        self.assertEqual(len(self.metrics("Recorded", "--environment", "production")), 1)

    def test_nothing_is_said_in_a_sentence(self):
        for call in (("--all", "--to", "2001-01-01"), ("--all", "--from", "2025-11-01", "--model", "nope")):
            self.assertEqual(self.ctl("metrics", *call).out, b"No executions in this time.\n")
            self.assertEqual(self.json("metrics", *call), [])
        self.assertEqual(self.ctl("prices", "list").out, b"No model has a price yet.\n")
        self.assertEqual(self.json("prices", "list"), [])
        self.assertEqual(self.ctl("alerts", "webhooks").out, b"There is no webhook.\n")
        self.assertEqual(self.json("alerts", "webhooks"), [])

    def test_table(self):
        text = self.ctl("metrics", "Recorded", "--by", "version", "--from", "2025-11-01").out.decode()
        self.assertIn("Recorded@2", text)
        self.assertIn("100.0 %", text)

    def test_what_is_wrong(self):
        self.ctl("metrics", status=2)
        self.ctl("metrics", "--all", "--by", "moon", status=2)
        self.ctl("metrics", "nobody", status=4)
        for call in (("metrics", "--all", "--environment", "nope"), ("--json", "metrics", "Recorded", "--environment", "nope")):
            unknown = self.ctl(*call, status=4)
            self.assertIn("There is no environment “nope”.", unknown.err)
            self.assertIn("production", unknown.err)
        self.ctl("metrics", "--all", "--from", "yesterday", status=3)
        self.ctl("metrics", "--all", "--from", "2025-11-02", "--to", "2025-11-01", status=3)

    def test_maintain(self):
        done = self.json("maintain")
        self.assertEqual((done["dropped"], done["kept"]), ([f"2025-11-{day}" for day in (18, 19, 20)], []))
        self.assertEqual(self.sql("select count(*) from promptuary.prompt_executions"), "0")
        self.assertIn("Rolled up 0 executions", self.ctl("maintain").out.decode())
        self.test_members()


class Import(ExecutionTest):
    def sums(self, *arguments):
        report = self.json("import", "executions", *arguments)
        return report["executions"], report["unchanged"], len(report["errors"])

    def test_formats(self):
        self.template("Recorded", "one")
        csv = self.file("trace.csv", "TIMESTAMP,ContextTokens,GeneratedTokens\r\n"
                        "2023-11-16 18:17:03.9799600,4808,10\r\n2023-11-16 18:17:04.0319600,-3,8\r\n")
        call = (csv, "--template", "Recorded@1")
        self.assertEqual(self.sums(*call, "--dry-run"), (1, 0, 1))
        mine = "from promptuary.prompt_executions where started_at < '2023-12-01Z'"
        self.assertEqual(self.sql(f"select count(*) {mine}"), "0")
        report = self.json("import", "executions", *call)
        self.assertEqual(report["errors"], [{"place": f"{csv}:3", "reason": "input_tokens is negative"}])
        self.assertEqual(self.sums(*call), (0, 1, 1))
        self.assertEqual(self.sql(f"select started_at at time zone 'UTC' {mine}"), "2023-11-16 18:17:03.97996")
        lines = self.file("trace.jsonl", '{"timestamp": 5000, "input_length": 7, "output_length": 5}\n')
        self.assertEqual(self.sums(lines, "--template", "Recorded", "--map", "started_at=@2025-11-01T00:00:00Z",
                                   "--map", "model=@m"), (1, 0, 0))
        array = self.file("trace.json", '[{"error_code": null, "end_to_end_latency_s": 2.5, "number_input_tokens": 1}]')
        self.assertEqual(self.sums(array, "--template", "Recorded", "--map", "started_at=@2025-11-01T00:00:00Z"),
                         (1, 0, 0))
        self.assertEqual(self.json("metrics", "--all", "--from", "2025-11-01")[0]["latency_ms"]["mean"], 2500)

    def test_a_file_that_grew_adds_what_is_new(self):
        self.template("Grown", "one")
        text = "timestamp,input_tokens\n2023-12-05T08:00:00Z,1\n2023-12-05T08:00:00Z,1\n"
        call = (self.file("g.csv", text), "--template", "Grown@1")
        self.assertEqual(self.sums(*call), (2, 0, 0))
        self.file("g.csv", text + "2023-12-05T08:00:01Z,1\n2023-12-05T08:00:00Z,1\n")
        self.assertEqual(self.sums(*call), (2, 2, 0))
        self.assertEqual(self.sums(*call), (0, 4, 0))

    def test_names_what_it_takes_and_what_it_leaves_out(self):
        self.template("Traced", "one")
        path = self.file("f.csv", "timestamp,gen_ai.request.model,status,latency\n"
                         "2023-12-01T08:00:00Z,m,error,5\n2023-12-01T08:00:01Z,m,ok,5\n2023-12-01T08:00:02Z,m,odd,5\n")
        call = ("import", "executions", path, "--template", "Traced@1")
        said = "Columns used: timestamp, gen_ai.request.model, status; ignored: latency."
        self.assertIn(said, self.ctl(*call, "--dry-run").err)
        report = self.json(*call)
        self.assertEqual((report["used"], report["ignored"]),
                         (["timestamp", "gen_ai.request.model", "status"], ["latency"]))
        self.assertEqual((report["executions"], [error["place"] for error in report["errors"]]), (2, [f"{path}:4"]))
        again = self.ctl(*call)
        self.assertIn(said, again.err)
        self.assertIn(b"Added 0 executions; 2 there already; 1 refused.", again.out)
        figures = self.json("metrics", "Traced", "--from", "2023-12-01", "--to", "2023-12-02", "--model", "m")[0]
        self.assertEqual((figures["successes"], figures["failures"], figures["latency_ms"]["mean"]), (1, 1, None))
        mistyped = self.ctl(*call, "--map", "model=nocolumn", status=3)
        self.assertIn("The columns are: timestamp, gen_ai.request.model, status, latency.", mistyped.err)

    def test_what_is_wrong(self):
        path = self.file("f.csv", "input_tokens\n1\n")
        result = Result(start("--database", self.database, "--json", "import", "executions", path))
        self.assertEqual((result.status, len(result.json["errors"])), (3, 1))
        self.ctl("import", "executions", path, "--map", "moon=x", status=3)
        self.ctl("import", "executions", path, "--map", "moon", status=3)
        self.ctl("import", "executions", path, "--template", "nobody", status=4)
        self.ctl("import", "executions", path + ".none", status=4)


class Prices(ExecutionTest):
    def test_prices(self):
        self.template("Recorded", "one")
        self.ctl("prices", "set", "m", "--input", "2", "--cached-input", "0.5", "--output", "10")
        self.assertEqual(self.json("prices", "list"), [{"model": "m", "valid_from": None, "input_usd": 2,
                                                        "cached_input_usd": 0.5, "output_usd": 10}])
        self.ctl("prices", "set", "m", "--input", "4", "--output", "20", "--from", "2025-11-20T00:00:00Z")
        for day, cost in (("19", "12"), ("21", "24")):
            self.assertEqual(self.record([self.line(f"p{day}", model="m", input_tokens=1000000, output_tokens=1000000,
                                                    started_at=f"2025-11-{day}T00:00:00Z")]).status, 0)
            self.assertEqual(self.json("metrics", "--all", "--from", f"2025-11-{day}", "--to", f"2025-11-{day}T12:00:00Z")
                             [0]["cost_usd"], float(cost))
        path = self.file("prices.json", self.ctl("--json", "prices", "list").out)
        self.assertEqual(self.json("prices", "import", path), {"prices": 2, "unpriced": 0, "several_providers": 0})
        litellm = self.file("l.json", '{"n": {"input_cost_per_token": 1e-06, "output_cost_per_token": 2e-06}}')
        self.assertEqual(self.json("prices", "import", litellm), {"prices": 1, "unpriced": 0, "several_providers": 0})
        self.assertIn(b"n ", self.ctl("prices", "list").out)
        self.ctl("prices", "remove", "m", "--from", "2025-11-21", status=4)
        self.assertEqual(self.json("prices", "remove", "m", "--from", "2025-11-20T00:00:00Z"), {"removed": 1})
        self.assertEqual([(price["model"], price["valid_from"]) for price in self.json("prices", "list")],
                         [("m", None), ("n", None)])
        figures = ("metrics", "--all", "--from", "2025-11-21", "--to", "2025-11-21T12:00:00Z")
        self.assertEqual(self.json(*figures)[0]["cost_usd"], 24) # until it is computed again
        self.ctl("prices", "recompute", "--model", "m")
        self.assertEqual(self.json(*figures)[0]["cost_usd"], 12)
        self.assertIn(b"keeps its cost", self.ctl("prices", "remove", "m").out)
        self.ctl("prices", "remove", "m", status=4)

    def test_what_is_wrong(self):
        self.ctl("prices", "set", "m", "--input", "-1", "--output", "1", status=2)
        self.ctl("prices", "set", "m", "--input", "1", status=2)
        self.ctl("prices", "import", self.file("x.json", "{"), status=3)
        self.ctl("prices", "import", self.file("y.json", "[]"), status=3)


class Recompute(ExecutionTest):
    def test_recompute(self):
        self.template("Recorded", "one")
        self.record([self.line(f"r{n}", model=model, input_tokens=1000000, started_at=f"2025-11-{day}T00:00:00Z", **more)
                     for n, (day, model, more) in enumerate([("18", "m", {}), ("21", "m", {}), ("22", "m", {"cost_usd": 7}),
                                                            ("22", "other", {})])])
        self.ctl("prices", "set", "m", "--input", "2", "--output", "0")
        self.ctl("prices", "set", "other", "--input", "3", "--output", "0")
        wanted = {"days": 2, "days_without_executions": 0, "executions": 1, "changed": 1, "cost_change_usd": 2}
        self.assertEqual(self.json("prices", "recompute", "--model", "m", "--from", "2025-11-21", "--to", "2025-11-22"), wanted)
        self.assertIn(b"2 of 3 executions cost something else now: +5.000000 USD in all.", self.ctl("prices", "recompute").out)
        self.assertIn(b"3 executions cost what the prices say already.", self.ctl("prices", "recompute").out)
        figures = self.json("metrics", "--all", "--from", "2025-11-01", "--to", "2025-12-01")[0]
        self.assertEqual(figures["cost_usd"], 14)
        self.ctl("maintain")
        gone = self.json("prices", "recompute")
        self.assertEqual((gone["days"], gone["days_without_executions"], gone["changed"]), (0, 3, 0))
        self.assertEqual(self.json("metrics", "--all", "--from", "2025-11-01", "--to", "2025-12-01")[0]["cost_usd"], 14)
        self.ctl("prices", "recompute", "--from", "yesterday", status=3)
        self.ctl("prices", "recompute", "--from", "2025-11-22", "--to", "2025-11-21", status=3)

    def test_a_reason_that_rows_share_is_told_once(self):
        rows = "".join(f"2023-12-01T08:00:0{n}Z,{n},true\n" for n in range(6))
        path = self.file("nowhere.csv", "timestamp,input_tokens,success\n" + rows + "2023-12-01T08:00:09Z,1,odd\n")
        result = Result(start("--database", self.database, "import", "executions", path))
        self.assertEqual(result.status, 3, result.err)
        told = [line for line in result.err.splitlines() if "template is missing" in line]
        self.assertEqual(told, [f"{path}:2, {path}:3, {path}:4 and 3 more: template is missing"])
        self.assertEqual(sum(1 for line in result.err.splitlines() if line.startswith(f"{path}:8: ")), 1)
        report = Result(start("--database", self.database, "--json", "import", "executions", path)).json
        self.assertEqual(len(report["errors"]), 7)


class Demo(ExecutionTest):
    def touched(self):
        """Everything a demonstration must leave alone."""
        return self.sql("""
            select json_agg(t) from (select * from promptuary.template_overview order by id) t
            union all select json_agg(v) from (select * from promptuary.prompt_versions order by 1, 2) v
            union all select json_agg(a) from (select * from promptuary.activations order by id) a""")

    def test_a_repeat_adds_nothing(self):
        self.template("Switched", "one {{a}}", "two {{a}}", "three {{a}}")
        before = self.touched()
        call = ("demo", "executions", "--days", "3", "--per-day", "150", "--until", "2025-11-20T18:00:00Z")
        first = self.json(*call)
        self.assertGreater(first["recorded"], 200)
        self.assertEqual((first["known"], first["refused"], first["rolled_up"]), (0, 0, first["recorded"]))
        self.assertEqual(self.sql("select sum(executions) from promptuary.prompt_template_performance"),
                         str(first["recorded"]))
        again = self.json(*call)
        self.assertEqual((again["recorded"], again["known"], again["reviewed"]), (0, first["recorded"], 0))
        self.assertEqual(self.touched(), before)
        costs = self.sql("select count(*) filter (where cost_usd > 0) > 0.9 * count(*)"
                         " from promptuary.prompt_executions where success")
        self.assertEqual(costs, "t")
        other = self.json(*call, "--seed", "2", "--templates", "Switched")
        self.assertEqual((other["templates"], other["known"]), (1, 0))

    def test_activations_fit_the_history(self):
        self.template("Young", "one {{a}}")  # made after the history
        self.template("Changing")
        for text, made in (("one", "2025-10-01"), ("two", "2025-11-19T06:00:00"), ("three", "2025-11-19T07:00:00")):
            self.sql("select promptuary.import_version(promptuary.find_template('Changing'), jsonb_build_array("
                     f"jsonb_build_object('role', 'user', 'content', '{text}')), 'text', '[]', '{{}}', '', 'ada', '{made}Z', null)")
        call = ("demo", "executions", "--days", "3", "--per-day", "150", "--until", "2025-11-20T18:00:00Z",
                "--templates", "Changing", "--activations")
        young = self.json(*call[:-3], "--templates", "Young", "--activations")
        self.assertEqual((young["activations"], young["recorded"] > 0), (0, True))
        self.sql("create role writer login in role promptuary_publisher")
        writer = self.database.replace("user=postgres", "user=writer")
        before = self.sql("select count(*) from promptuary.prompt_executions")
        self.assertEqual(Result(start("--database", writer, *call)).status, 6)
        self.assertEqual(self.sql("select count(*) from promptuary.prompt_executions"), before)
        first = self.json(*call)
        self.assertEqual(first["activations"], 3)
        self.assertEqual(self.sql(
            "select string_agg(a.active || ' ' || to_char(a.at at time zone 'UTC', 'DD HH24:MI') || ' ' || a.actor, ', ' order by a.id)"
            " from promptuary.activations a join promptuary.prompt_templates t on t.id = a.template_id where t.name = 'Changing'"),
            "1 17 22:40 demo, 2 19 06:00 demo, 3 19 18:34 demo")
        self.assertEqual(self.sql("""
            select count(*) from promptuary.prompt_executions e join promptuary.prompt_templates t on t.id = e.template_id
            where t.name = 'Changing' and e.environment = 'production' and e.number is distinct from
                  (select a.active from promptuary.activations a where a.template_id = t.id and a.at <= e.started_at
                   order by a.id desc limit 1)"""), "0")
        self.assertEqual(self.sql("select count(*) from promptuary.check_audit_chain()"), "0")
        again = self.json(*call)
        self.assertEqual((again["activations"], again["recorded"], again["known"]), (0, 0, first["recorded"]))

    def test_what_is_wrong(self):
        self.ctl("demo", "executions", "--days", "0", status=2)
        self.ctl("demo", "executions", "--until", "2999-01-01T00:00:00Z", status=3)
        self.ctl("demo", "executions", "--until", "yesterday", status=3)
        self.ctl("demo", "executions", "--templates", "nobody", status=4)
        self.assertIn("INVENTED", self.ctl("demo", "executions", "--help").out.decode())


if __name__ == "__main__":
    unittest.main()
