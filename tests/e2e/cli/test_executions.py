# SPDX-FileCopyrightText: 2026 The Promptuary authors
# SPDX-License-Identifier: GPL-3.0-or-later
import unittest

from ctl import DatabaseTest


class ExecutionTest(DatabaseTest):
    def sql(self, text):
        return self.server.psql(self.database, text)


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
        again = self.json(*call)
        self.assertEqual((again["recorded"], again["known"], again["reviewed"]), (0, first["recorded"], 0))
        self.assertEqual(self.touched(), before)
        costs = self.sql("select count(*) filter (where cost_usd > 0) > 0.9 * count(*)"
                         " from promptuary.prompt_executions where success")
        self.assertEqual(costs, "t")
        other = self.json(*call, "--seed", "2", "--templates", "Switched")
        self.assertEqual((other["templates"], other["known"]), (1, 0))

    def test_what_is_wrong(self):
        self.ctl("demo", "executions", "--days", "0", status=2)
        self.ctl("demo", "executions", "--until", "2999-01-01T00:00:00Z", status=3)
        self.ctl("demo", "executions", "--until", "yesterday", status=3)
        self.ctl("demo", "executions", "--templates", "nobody", status=4)
        self.assertIn("INVENTED", self.ctl("demo", "executions", "--help").out.decode())


if __name__ == "__main__":
    unittest.main()
