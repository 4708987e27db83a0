# SPDX-FileCopyrightText: 2026 The Promptuary authors
# SPDX-License-Identifier: GPL-3.0-or-later
import subprocess
import unittest

from ctl import CTL, DatabaseTest, Result, environment, start


class Usage(unittest.TestCase):
    def test_mistakes_show_usage_on_standard_error(self):
        for arguments in ([], ["frobnicate"], ["template"], ["template", "frobnicate"], ["template", "show"],
                          ["template", "list", "--frobnicate"], ["activate"], ["version", "save", "x"],
                          ["migrate", "revert"], ["migrate", "revert", "--to", "x", "--archive", "f"],
                          ["rollback", "x", "--to", "0"], ["diff", "a"], ["template", "show", "a", "b"],
                          ["--database", "x", "--private", "y", "template", "list"]):
            with self.subTest(arguments):
                result = Result(start(*arguments))
                self.assertEqual(result.status, 2, result.err)
                self.assertIn("Usage: ", result.err)
                self.assertEqual(result.out, b"")

    def test_numbers_out_of_range_are_told_in_a_sentence(self):
        for least, option, arguments in (
                (1, "--parent", ["version", "save", "x", "--from", "-"]), (0, "--expect-newest", ["version", "save", "x", "--from", "-"]),
                (0, "--expect-active", ["activate", "x@1"]), (1, "--to", ["rollback", "x"]),
                (0, "--to", ["migrate", "revert", "--archive", "f"])):
            for value in (str(least - 1), "x", "1.5", "99999999999"):
                with self.subTest([*arguments, option, value]):
                    result = Result(start(*arguments, f"{option}={value}"))
                    self.assertEqual(result.status, 2, result.err)
                    self.assertEqual(
                        result.err.splitlines()[0],
                        f'promptuaryctl: {option} takes a whole number, {least} or more; it was given "{value}".')

    def test_a_missing_verb_is_called_so(self):
        for arguments in ([], ["template"], ["--json", "migrate"]):
            self.assertEqual(Result(start(*arguments)).err.splitlines()[0], "promptuaryctl: A verb is required.")
        self.assertIn("--from is required", Result(start("version", "save", "x")).err)

    def test_unknown_verb_is_named(self):
        self.assertIn("frobnicate", Result(start("frobnicate")).err)

    def test_help_and_version(self):
        for arguments in (["--help"], ["template", "--help"], ["activate", "-h"]):
            result = Result(start(*arguments))
            self.assertEqual((result.status, result.err), (0, ""))
            self.assertIn(b"Usage: promptuaryctl", result.out)
        result = Result(start("--version"))
        self.assertEqual(result.status, 0)
        self.assertRegex(result.out.decode(), r"^promptuaryctl \d+\.\d+\.\d+\n$")

    def test_no_database(self):
        result = Result(start("--database", "host=/nonexistent dbname=x", "template", "list"))
        self.assertEqual(result.status, 7, result.err)
        self.assertEqual(result.out, b"")
        self.assertIn(" failed: No such file or directory. Is the server running", result.err)
        result = Result(start("template", "list", env=environment(PROMPTUARY_DATABASE="host=/nonexistent dbname=x")))
        self.assertEqual(result.status, 7, result.err)


class Templates(DatabaseTest):
    def test_options_before_or_after_the_verb(self):
        before = Result(start("--json", "--database", self.database, "task-type", "list"))
        after = Result(start("task-type", "list", "--database", self.database, "--json"))
        between = Result(start("task-type", "--json", "list", env=environment(PROMPTUARY_DATABASE=self.database)))
        self.assertEqual(before.status, 0)
        self.assertEqual(before.out, after.out)
        self.assertEqual(before.out, between.out)

    def test_seeded_templates_serve(self):
        listed = self.json("template", "list")
        seeded = [t for t in listed if t["active"] == {"production": 1}]
        self.assertGreaterEqual(len(seeded), 3)
        self.assertLessEqual({"key", "name", "task_type", "tags", "versions", "active"}, seeded[0].keys())

    def test_create_show_and_list(self):
        made = self.json("template", "create", "Invoice lines", "--task-type", "Extraction", "--description", "Reads.",
                         "--tag", "mail", "--tag", "two words")
        self.assertEqual(made["key"], "invoice-lines")
        self.assertEqual(made["task_type"], "extraction")
        self.assertEqual(made["tags"], ["mail", "two words"])
        self.assertEqual((made["versions"], made["active"], made["description"]), (0, {}, "Reads."))
        self.assertEqual(self.json("template", "show", "Invoice lines"), made)
        self.assertEqual(self.json("template", "show", "invoice-lines"), made)
        listed = {t["key"]: t for t in self.json("template", "list", "--task-type", "extraction")}
        self.assertEqual(listed["invoice-lines"]["name"], "Invoice lines")
        keys = {t["key"] for t in self.json("template", "list", "--task-type", "validation")}
        self.assertNotIn("invoice-lines", keys)
        text = self.ctl("template", "list", "--task-type", "generation").out.decode()
        lines = text.splitlines()
        self.assertTrue(lines[0].startswith("NAME"))
        column = lines[0].index("KEY")
        self.assertEqual({line[column - 2:column] for line in lines}, {"  "}, "the columns are aligned")
        self.assertIn("Reads.", self.ctl("template", "show", "invoice-lines").out.decode())

    def test_search(self):
        self.template("Searched", "Nobody else says xylophone.")
        self.assertEqual([t["name"] for t in self.json("template", "list", "--search", "XYLOphone")], ["Searched"])
        self.assertEqual(self.json("template", "list", "--search", "never said anywhere"), [])

    def test_refusals(self):
        self.template("Quarterly summary")
        missing = self.ctl("template", "show", "Quarterly sumary", status=4)
        self.assertIn("Quarterly summary", missing.err)
        self.ctl("template", "create", "Quarterly summary", "--task-type", "extraction", status=5)
        self.assertIn("extraction", self.ctl("template", "create", "x", "--task-type", "nope", status=4).err)
        self.ctl("template", "list", "--task-type", "nope", status=4)
        self.ctl("template", "create", "   ", "--task-type", "extraction", status=3)

    def test_rename_move_archive_restore(self):
        self.template("Old name", "text")
        renamed = self.json("template", "rename", "Old name", "New name")
        self.assertEqual((renamed["name"], renamed["key"]), ("New name", "old-name"))
        self.assertEqual(self.json("template", "move", "old-name", "--task-type", "validation")["task_type"], "validation")
        self.assertTrue(self.json("template", "archive", "old-name")["archived"])
        self.assertNotIn("old-name", {t["key"] for t in self.json("template", "list")})
        self.assertIn("old-name", {t["key"] for t in self.json("template", "list", "--archived")})
        self.ctl("activate", "old-name@1", status=5)
        self.assertFalse(self.json("template", "restore", "old-name")["archived"])
        self.ctl("activate", "old-name@1")
        self.ctl("template", "archive", "old-name", status=5)  # it serves

    def test_task_types(self):
        made = self.json("task-type", "create", "Tone of voice")
        self.assertEqual(made, {"key": "tone-of-voice", "name": "Tone of voice"})
        self.assertIn(made, self.json("task-type", "list"))
        self.assertEqual(self.json("task-type", "create", "Tone of voice"), made)

    def test_names_that_look_like_something_else(self):
        for name in ("list", "diff", "support@acme", "mail@7", "@home", "it's \"q\" \\", "[a]", "{}", "漢字 👍", "-x", "a=b",
                     "%s", "$(id)", "show.list"):
            with self.subTest(name):
                self.ctl("template", "create", "--task-type", "extraction", "--", name)
                self.assertEqual(self.json("template", "show", "--", name)["name"], name)
                self.ctl("version", "save", "--from", "-", "--note", name, "--", name, given=b"first")
                self.ctl("version", "save", "--from", "-", "--", name, given=b"second")
                self.assertEqual(self.ctl("version", "show", "--", name + "@1").out, b"first")
                self.assertEqual(self.ctl("version", "show", "--", name).out, b"second")
                self.assertEqual(self.json("template", "history", "--", name)[0]["note"], name)

    def test_a_viewer_may_look_only(self):
        self.server.psql(self.database, "create role looker login in role promptuary_viewer")
        database = self.database.replace("user=postgres", "user=looker")
        self.template("Watched", "text")
        self.assertEqual(Result(start("--database", database, "template", "list")).status, 0)
        for arguments in (["template", "create", "Mine", "--task-type", "extraction"], ["activate", "Watched@1"],
                          ["version", "save", "Watched", "--from", self.file("text", "other")],
                          ["template", "archive", "Watched"]):
            result = Result(start("--database", database, *arguments))
            self.assertEqual(result.status, 6, f"{arguments} {result.err}")
        self.assertEqual(self.json("template", "show", "Watched")["active"], {})

    def test_shell_without_utf8(self):
        result = self.ctl("template", "create", "Größe", "--task-type", "extraction", env=environment(LANG="C", LC_ALL="C"))
        self.assertEqual(result.err, "")
        self.assertIn("Größe", result.out.decode())

    def test_arguments_that_are_no_text(self):
        before = self.json("template", "list")
        for arguments in ([b"template", b"create", b"Gr\xf6\xdfe", b"--task-type", b"extraction"],
                          [b"template", b"create", b"Fine", b"--task-type", b"extraction", b"--tag", b"\xff"]):
            result = self.ctl(*arguments, status=3)
            self.assertIn("UTF-8", result.err)
        self.assertEqual(self.json("template", "list"), before)

    def test_names_are_unique_in_any_case(self):
        name = self.template("Straße nach Rom", "x")
        taken = self.ctl("template", "create", "STRAßE NACH ROM", "--task-type", "extraction", status=5)
        self.assertIn("“Straße nach Rom”", taken.err)
        other = self.template("Another road")
        self.assertIn("“Straße nach Rom”", self.ctl("template", "rename", other, "straße nach rom", status=5).err)
        self.assertEqual(self.json("template", "show", "straße NACH rom")["name"], name)
        self.assertEqual(self.json("template", "rename", name, "STRAßE nach Rom")["name"], "STRAßE nach Rom")

    def test_full_output_is_a_failure(self):
        with open("/dev/full", "wb") as full:
            done = subprocess.run([CTL, "template", "list", "--database", self.database], stdout=full,
                                  stderr=subprocess.PIPE, env=environment())
        self.assertEqual(done.returncode, 1)
        self.assertIn(b"standard output", done.stderr)


class Serving(DatabaseTest):
    def test_activate_roll_back_deactivate(self):
        name = self.template("Serving", "one", "two", "three")
        self.assertEqual(self.json("template", "show", name)["active"], {}, "saving serves nothing")
        self.assert_switch({"active": 1, "previous": None}, "activate", name + "@1", "--reason", "first")
        self.assert_switch({"active": 3, "previous": 1}, "activate", name + "@3", "--reason", "better")
        self.assert_switch({"active": 2, "previous": None}, "activate", name + "@2", "--environment", "staging")
        self.assertEqual(self.json("template", "show", name)["active"], {"production": 3, "staging": 2})
        self.assert_switch({"active": 1, "previous": 3}, "rollback", name)
        self.assert_switch({"active": 2, "previous": 1}, "rollback", name, "--to", "2")
        self.assertEqual(self.ctl("version", "show", name + "@production").out, b"two")
        self.assert_switch({"active": None, "previous": 2}, "deactivate", name, "--reason", "off")
        self.assertEqual(self.json("template", "show", name)["active"], {"staging": 2})
        # Someone who saw something else serve is told.
        for verb in (["activate", name + "@3"], ["rollback", name, "--to", "1"], ["deactivate", name, "--environment", "staging"]):
            self.assertIn("now", self.ctl(*verb, "--expect-active", "1", status=5).err)
        # What serves in staging is taken over by name.
        self.assert_switch({"active": 2, "previous": None}, "activate", name + "@staging")
        reasons = self.server.psql(self.database, "select string_agg(a.kind || ' ' || a.reason, ',' order by a.id) "
                                   "from promptuary.activations a join promptuary.prompt_templates t on t.id = a.template_id "
                                   "where t.name = 'Serving'")
        self.assertEqual(reasons, "activate first,activate better,activate ,rollback ,rollback ,deactivate off,activate")

    def assert_switch(self, expected, *arguments):
        result = self.json(*arguments)
        self.assertEqual({k: result[k] for k in expected}, expected, arguments)

    def test_an_empty_server_is_no_server(self):
        for option in ("--private", "--database"):
            self.assertIn("is empty", Result(start(option, "", "template", "list")).err)

    def test_what_served_before_is_told(self):
        name = self.template("Told", "one", "two")

        def before(*arguments):
            return self.ctl(*arguments).out.decode().rsplit("(", 1)[1].rstrip(".)\n")

        self.assertEqual(before("activate", name + "@1"), "none served before")
        self.assertEqual(before("activate", name + "@2"), "before: 1")
        self.assertEqual(before("deactivate", name), "before: 2")
        self.assertEqual(before("rollback", name), "none since 2 was deactivated")
        self.assertEqual(before("activate", name + "@1", "--environment", "staging"), "none served before")

    def test_refusals(self):
        name = self.template("Refusing", "one", "two")
        self.assertIn(name + "@2", self.ctl("activate", name, status=3).err)  # never the newest by itself
        self.ctl("activate", name + "@9", status=4)
        self.ctl("activate", "nothing@1", status=4)
        self.ctl("activate", name + "@production", status=4)  # nothing serves there
        self.ctl("activate", name + "@1", "--environment", "nowhere", status=4)
        self.ctl("rollback", name, status=5)  # nothing served before
        self.ctl("deactivate", name, status=5)
        self.ctl("activate", name + "@1")
        self.ctl("activate", name + "@1", status=5)  # it serves already

    def test_twenty_at_once(self):
        name = self.template("Contended", *[str(i) for i in range(20)])
        calls = [start("activate", f"{name}@{i}", "--json", "--database", self.database) for i in range(1, 21)]
        results = [Result(call) for call in calls]
        self.assertEqual([r.status for r in results], [0] * 20, [r.err for r in results])
        # Each switch took over from the one before: a chain from none to what serves now.
        following = {r.json["previous"]: r.json["active"] for r in results}
        self.assertEqual(len(following), 20)
        serving = None
        for _ in range(20):
            serving = following[serving]
        self.assertEqual(self.json("template", "show", name)["active"], {"production": serving})


if __name__ == "__main__":
    unittest.main()
