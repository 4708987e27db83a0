# SPDX-FileCopyrightText: 2026 The Promptuary authors
# SPDX-License-Identifier: GPL-3.0-or-later
import json
import os
import unittest

from ctl import DatabaseTest, Result, start


class Migrate(DatabaseTest):
    def setUp(self):
        super().setUp()
        self.database = self.server.create_database()

    def test_from_nothing(self):
        status = self.json("migrate", "status")
        self.assertEqual(status["current"], 0)
        self.assertEqual(status["pending"], list(range(1, status["latest"] + 1)))
        refused = self.ctl("template", "list", status=1)
        self.assertIn("migrate deploy", refused.err)
        deployed = self.json("migrate", "deploy")
        self.assertEqual((deployed["current"], deployed["pending"]), (status["latest"], []))
        self.assertEqual(self.json("migrate", "status"), deployed)
        self.assertEqual(self.json("migrate", "deploy"), deployed)
        self.assertEqual(self.json("migrate", "verify"), deployed)
        self.assertIn(b"newest", self.ctl("migrate", "status").out)
        self.assertEqual(len(self.json("template", "list")), 3)

    def test_revert_archives_first(self):
        deployed = self.json("migrate", "deploy")
        self.template("Destroyed", "the text that must survive")
        archive = os.path.join(self.folder, "archive.ndjson")
        self.ctl("migrate", "revert", "--to", "0", status=2)
        self.ctl("migrate", "revert", "--to", "0", "--archive", "/nonexistent/archive", status=1)
        self.ctl("migrate", "revert", "--to", str(deployed["latest"] + 1), "--archive", archive + ".x", status=3)
        self.assertEqual(self.json("migrate", "status"), deployed, "a refusal changes nothing")
        reverted = self.ctl("--json", "migrate", "revert", "--to", "0", "--archive", archive)
        self.assertEqual(reverted.json["current"], 0)
        self.assertEqual(reverted.err, "", "what is said of private databases is not said of others")
        with open(archive, encoding="utf-8") as file:
            lines = [json.loads(line) for line in file]
        self.assertIn("the text that must survive", json.dumps(lines, ensure_ascii=False))
        self.assertEqual(self.json("migrate", "deploy"), deployed)
        self.assertEqual(Result(start("migrate", "revert", "--to", "0", "--archive", archive, "--database",
                                      self.database)).status, 3, "the archive is never overwritten")
        self.assertEqual(self.json("migrate", "status"), deployed)

    def test_verify_finds_tampering(self):
        self.json("migrate", "deploy")
        self.server.psql(self.database, "alter table promptuary.task_types disable trigger record_change; "
                         "update promptuary.task_types set name = 'Forged' where key = 'extraction'; "
                         "alter table promptuary.task_types enable always trigger record_change")
        refused = self.ctl("migrate", "verify", status=5)
        self.assertIn("extraction is not what was recorded", refused.err)

    def test_an_administrator_verifies(self):
        self.json("migrate", "deploy")
        self.server.psql(self.database, "create role the_admin login in role promptuary_admin")
        self.addCleanup(self.server.psql, self.database, "drop role the_admin")
        admin = self.database.replace("user=postgres", "user=the_admin")
        verified = Result(start("migrate", "verify", "--json", "--database", admin))
        self.assertEqual(verified.status, 0, verified.err)

    def test_twenty_deploys_are_one(self):
        calls = [start("migrate", "deploy", "--json", "--database", self.database) for _ in range(20)]
        results = [Result(call) for call in calls]
        self.assertEqual([r.status for r in results], [0] * 20, [r.err for r in results])
        self.assertEqual(len({r.out for r in results}), 1)
        self.assertEqual(self.json("migrate", "verify")["pending"], [])
        self.assertEqual(len(self.json("template", "list")), 3, "seeded once")


if __name__ == "__main__":
    unittest.main()
