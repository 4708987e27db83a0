# SPDX-FileCopyrightText: 2026 The Promptuary authors
# SPDX-License-Identifier: GPL-3.0-or-later
import json
import unittest

from ctl import DatabaseTest, Result, start


class Health(DatabaseTest):
    def sql(self, text):
        return self.server.psql(self.database, text)

    def test_health(self):
        well = self.json("health")
        self.assertEqual(well["concerns"], [])
        self.assertEqual(well["last_24_hours"]["loads"], 0)
        self.assertIsNone(well["last_24_hours"]["load_ms"]["p95"])
        self.assertIn("prompt_loads", [row["table"] for row in well["storage"]])
        self.assertIn(b"Everything is well.", self.ctl("health").out)

        self.sql("""select promptuary.record_prompt_loads('[{"source": "database", "loads": 30, "load_ms": [5]},
                    {"source": "file", "loads": 10}]')""")
        self.sql("update promptuary.execution_rollup_state set maintained_at = now() - interval '9 days'")
        self.ctl("maintain")
        ill = Result(start("--database", self.database, "--json", "health"))
        self.assertEqual(ill.status, 1, ill.err)
        self.assertIn("One matter needs attention", ill.err)
        self.assertEqual([concern["severity"] for concern in ill.json["concerns"]], ["critical"])
        self.assertIn("10 by a file", ill.json["concerns"][0]["what"])
        self.assertEqual(ill.json["last_24_hours"]["from_file"], 10)
        self.assertAlmostEqual(ill.json["last_24_hours"]["load_ms"]["p95"], 5, delta=0.05)
        self.assertIn("prompt_executions", [row["table"] for row in ill.json["storage"] if row["day"]])
        self.assertEqual(json.dumps(ill.json["state"]["executions_waiting"]), "0")
        people = Result(start("--database", self.database, "health"))
        self.assertEqual(people.status, 1)
        self.assertIn(b"Critical: 25.0", people.out)

    def test_without_rights(self):
        self.sql("create role health_agent login in role promptuary_agent")
        name = self.sql("select current_database()")
        refused = Result(start("--database", self.server.conninfo(name, "health_agent"), "health"))
        self.assertEqual(refused.status, 6, refused.err)


if __name__ == "__main__":
    unittest.main()
