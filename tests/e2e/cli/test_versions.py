# SPDX-FileCopyrightText: 2026 The Promptuary authors
# SPDX-License-Identifier: GPL-3.0-or-later
import json
import os
import re
import signal
import subprocess
import unittest

from ctl import DatabaseTest, Result, environment, start

CONFIG = '{\r\n\t"z": 1.0, "a" : 1e-7,\n  "big": 123456789012345678901234567890.00, "huge": 1e400, "stop": ["}", "],"]\n}'
DOCUMENT = """{"messages": [
    {"role": "system", "content": "Be brief.\\r\\n"},
    {"role": "user", "content": "漢字 👍 {{text}}\\n\\n"}],
  "format": "mustache",
  "variables": [{"name": "text", "type": "string", "required": true}],
  "model_config": %s
}""" % CONFIG


class Versions(DatabaseTest):
    def test_json_round_trip(self):
        name = self.template("Round trip")
        self.assertEqual(self.json("version", "save", name, "--from", self.file("v.json", DOCUMENT)), {"number": 1})
        shown = self.ctl("version", "show", name, "--json").out
        self.assertIn(('"model_config": ' + CONFIG + ",").encode(), shown, "kept as written")
        version = json.loads(shown)
        self.assertLessEqual({"number", "messages", "format", "variables", "model_config"}, version.keys())
        self.assertEqual(version["messages"], json.loads(DOCUMENT)["messages"])
        self.assertEqual(version["format"], "mustache")
        self.assertEqual(version["variables"][0]["name"], "text")
        # What was shown is what can be saved: here, nothing changed.
        self.ctl("version", "save", name, "--from", "-", given=shown, status=5)
        other = self.template("Round trip copy")
        self.ctl("version", "save", other, "--from", "-", given=shown)
        copy = self.ctl("version", "show", other, "--json").out
        content = re.compile(rb'"model_config".*', re.S)
        self.assertEqual(content.search(copy)[0], content.search(shown)[0])
        self.assertEqual(json.loads(copy)["sha256"], version["sha256"])

    def test_text_byte_for_byte(self):
        texts = [b"plain", b"two\r\nlines\r\n\r\n", "漢字 👩‍👩‍👧 Ω\n".encode(), b" {{x}} {\"json\": 1}\n" * 4000, b"\n \nblank around\n\n", b"=== user ===\nx"]
        name = self.template("Exact")
        for number, text in enumerate(texts, 1):
            self.assertEqual(self.json("version", "save", name, "--from", "-", given=text), {"number": number})
            shown = self.ctl("version", "show", f"{name}@{number}").out
            # A line "=== role ===" at the beginning says whose the text is, and is no part of it.
            self.assertEqual(shown, text if number < 6 else b"x")

    def test_text_replaces_the_user_message(self):
        name = self.template("Two messages")
        self.ctl("version", "save", name, "--from", self.file("v.json", DOCUMENT))
        self.ctl("version", "save", name, "--from", "-", given=b"Only the user's.", status=0)
        version = self.json("version", "show", name)
        self.assertEqual(version["messages"], [{"role": "system", "content": "Be brief.\r\n"},
                                               {"role": "user", "content": "Only the user's."}])
        self.assertEqual(version["format"], "mustache")
        self.assertEqual(version["model_config"]["a"], 1e-7)
        # As a text with a line per role it can be edited whole.
        text = self.ctl("version", "show", name).out
        self.assertEqual(text, b"=== system ===\nBe brief.\r\n\n=== user ===\nOnly the user's.")
        self.ctl("version", "save", name, "--from", "-", given=text, status=5)
        self.ctl("version", "save", name, "--from", "-", given=text.replace(b"brief", b"long"))
        self.assertEqual(self.json("version", "show", name)["messages"][0]["content"], "Be long.\r\n")

    def test_history_is_oldest_first(self):
        name = self.template("History", "one", "two")
        self.ctl("version", "save", name, "--from", "-", "--parent", "1", "--note", "from one\nsecond line", given=b"three")
        history = self.json("template", "history", name)
        self.assertEqual([v["number"] for v in history], [1, 2, 3])
        self.assertEqual([v["parent"] for v in history], [None, 1, 1])
        self.assertEqual(history[2]["note"], "from one\nsecond line")
        for version in history:
            self.assertRegex(version["sha256"], "^[0-9a-f]{64}$")
            self.assertRegex(version["created_at"], r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$")
            self.assertEqual(version["author"], "postgres")
            self.assertIsNone(version["imported_by"])
        lines = self.ctl("template", "history", name).out.decode().splitlines()
        self.assertEqual(len(lines), 4)
        for line in lines[1:]:
            self.assertRegex(line, r" \d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)( |$)")
        east = self.ctl("template", "history", name, env=environment(TZ="Asia/Kolkata")).out.decode()
        self.assertIn("+05:30", east)
        self.assertRegex(self.ctl("template", "show", name, env=environment(TZ="UTC")).out.decode(),
                         r"\nchanged +\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|\+00:00)\n")
        self.assertRegex(self.json("template", "show", name)["updated_at"], r"^\d{4}-\d\d-\d\dT[\d:.]+Z$")

    def test_references(self):
        name = self.template("Referred", "one", "two")
        self.ctl("version", "show", name + "@production", status=4)
        self.ctl("version", "show", name + "@3", status=4)
        self.ctl("version", "show", name + "@0", status=4)
        self.ctl("version", "show", name + "@99999999999999999999", status=4)
        self.ctl("version", "show", name + "@nowhere", status=4)
        self.ctl("version", "show", "Nothing", status=4)
        self.ctl("version", "show", self.template("Without versions"), status=4)
        self.ctl("activate", name + "@1")
        self.assertEqual(self.ctl("version", "show", name + "@production").out, b"one")
        self.assertEqual(self.ctl("version", "show", name).out, b"two")
        self.assertEqual(self.ctl("version", "show", "referred@2").out, b"two")

    def test_wrong_input_has_its_place(self):
        name = self.template("Wrong input")
        for content, place in ((b'{"messages": [\n  {"role": "user" "content": "x"}]}', "2:19: "),
                               (b'{"messages": [],\n "model_config": {"t": .5}}', "2:24: "),
                               (b'{"messages": [{"role": "user"}]}', "1:15: "),
                               (b'{"mesages": [], "messages": []}', "1:13: "),
                               (b'{"messages": [\n  {"role": "user", "content": "x"},\n  {"role": 7, "content": "x"}]}', "3:12: "),
                               (b'{"messages": [\n  {"role": "user", "content": "x"},\n  {"role": "user", "content": ["x"]}]}', "3:31: "),
                               (b'{"messages": [{"role": "user", "content": "x"}],\n "variables": [{"name": 1}]}', "2:25: "),
                               (b'{"messages": [{"role": "user", "content": "x"}],\n "variables": [{"name": "a b"}]}', "2:25: "),
                               (b'{"messages": [{"role": "user", "content": "x"}],\n "variables": [{"name": "a"}, {"name": "a"}]}', "2:40: "),
                               (b'{"messages": [{"role": "user", "content": "x"}],\n "variables": [{"name": "a", "type": "integer", "default": 1.5}]}', "2:60: "),
                               (b'{"messages": [\n  {"role": "user", "content": "x"},\n  {"role": "robot", "content": "x"}]}', "3:12: "),
                               (b'{"messages": [\n  {"role": "user", "content": " "}]}', "2:31: "),
                               ('{"messages": [{"role": "user", "content": "ü"}], "format": 3}'.encode(), "1:60: ")):
            path = self.file("wrong.json", content)
            result = self.ctl("version", "save", name, "--from", path, status=3)
            self.assertTrue(result.err.startswith(f"{path}:{place}"), result.err)
        path = self.file("latin1.txt", "Zeile\nGröße\n".encode("latin-1"))
        result = self.ctl("version", "save", name, "--from", path, status=3)
        self.assertTrue(result.err.startswith(f"{path}:2:3: "), result.err)
        for content, place in ((b"one\na\0b", "2:2: "), (b" \n\n", "1:1: "),
                               (b"=== system ===\nx\n=== robot ===\ny", "3:1: ")):
            path = self.file("text", content)
            result = self.ctl("version", "save", name, "--from", path, status=3)
            self.assertTrue(result.err.startswith(f"{path}:{place}"), result.err)
        self.ctl("version", "save", name, "--from", self.folder, status=3)
        self.ctl("version", "save", name, "--from", os.path.join(self.folder, "missing"), status=4)
        self.assertEqual(self.json("template", "history", name), [])

    def test_an_older_version_edited_is_the_parent(self):
        name = self.template("Branching", "one", "two")
        shown = self.ctl("version", "show", name + "@1", "--json").out
        other = self.template("Elsewhere", "a", "b", "c")
        self.ctl("version", "save", name, "--from", "-", given=shown.replace(b"one", b"one, edited"))
        self.assertEqual(self.json("template", "history", name)[-1]["parent"], 1)
        # Of another template the number says nothing.
        self.ctl("version", "save", other, "--from", "-", given=shown)
        self.assertEqual(self.json("template", "history", other)[-1]["parent"], 3)

    def test_conflicts(self):
        name = self.template("Conflicts", "one", "two")
        self.ctl("version", "save", name, "--from", "-", given=b"two", status=5)
        overtaken = self.ctl("version", "save", name, "--from", "-", "--expect-newest", "1", given=b"three", status=5)
        self.assertIn("Version 2", overtaken.err)
        self.ctl("version", "save", name, "--from", "-", "--parent", "7", given=b"three", status=4)
        self.assertEqual(self.json("version", "save", name, "--from", "-", "--expect-newest", "2", given=b"three"),
                         {"number": 3})

    def test_twenty_savers_at_once(self):
        name = self.template("Crowded")
        calls = [start("version", "save", name, "--json", "--database", self.database, "--from",
                       self.file(f"text{i}", f"text {i}")) for i in range(20)]
        results = [Result(call) for call in calls]
        self.assertEqual([r.status for r in results], [0] * 20, [r.err for r in results])
        self.assertEqual(sorted(r.json["number"] for r in results), list(range(1, 21)))
        self.assertEqual([v["number"] for v in self.json("template", "history", name)], list(range(1, 21)))

    def test_killed_in_the_middle_of_a_save(self):
        name = self.template("Killed", "one")
        holder = self.server.session(self.database)
        holder.stdin.write("begin; select 1 from promptuary.prompt_templates where name = 'Killed' for update;\n")
        holder.stdin.flush()
        self.assertEqual(holder.stdout.readline().strip(), "1")
        saving = start("version", "save", name, "--from", self.file("text", "two"), "--database", self.database)
        waiting = "select count(*) from pg_stat_activity where query like '%save_version%' and wait_event_type = 'Lock'"
        while self.server.psql(self.database, waiting) != "1":
            self.assertIsNone(saving.poll())
        saving.send_signal(signal.SIGKILL)
        saving.communicate()
        # The server notices when it has the lock and finds nobody there to answer; it may still have saved.
        holder.communicate("commit;\n")
        idle = "select count(*) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()"
        while self.server.psql(self.database, idle) != "0":
            pass
        history = self.json("template", "history", name)
        self.assertEqual([v["number"] for v in history], [1], "BEGIN without COMMIT is nothing")
        self.assertEqual(self.json("version", "save", name, "--from", "-", given=b"two"), {"number": 2})


class Imports(DatabaseTest):
    def test_killed_in_the_middle_of_an_import(self):
        rows = "act,prompt\n" + "".join(f"Row {i},Text of {i}\n" for i in range(400))
        before = self.json("template", "list")
        # Someone is about to create a template of the same name as a row in the middle: the import waits for them there.
        holder = self.server.session(self.database)
        holder.stdin.write("begin; select 0 * promptuary.create_template('Row 200', 'extraction');\n")
        holder.stdin.flush()
        self.assertEqual(holder.stdout.readline().strip(), "0")
        importing = start("--database", self.database, "import", "csv", self.file("rows.csv", rows))
        waiting = "select count(*) from pg_stat_activity where application_name = 'promptuary' and wait_event_type = 'Lock'"
        while self.server.psql(self.database, waiting) != "1":
            self.assertIsNone(importing.poll())
        importing.send_signal(signal.SIGKILL)
        importing.communicate()
        holder.communicate("rollback;\n")
        idle = "select count(*) from pg_stat_activity where application_name = 'promptuary'"
        while self.server.psql(self.database, idle) != "0":
            pass
        self.assertEqual(self.json("template", "list"), before, "all or nothing")
        report = self.json("import", "csv", os.path.join(self.folder, "rows.csv"))
        self.assertEqual((report["templates"], report["versions"], report["errors"]), (400, 400, []))


class Diffs(DatabaseTest):
    LEFT = "".join(f"line {i}\n" for i in range(40))
    RIGHT = LEFT.replace("line 3\n", "line three\nand more\n").replace("line 30\n", "").replace("line 39\n", "line 39")

    def patched(self, old, difference):
        """What `old` becomes under a unified diff; git reads it as patch does."""
        lines = difference.split(b"\n", 2)
        self.assertTrue(lines[0].startswith(b"--- ") and lines[1].startswith(b"+++ "), difference)
        path = self.file("patched", old)
        subprocess.run(["git", "apply", "-p1", "-"], input=b"--- a/patched\n+++ b/patched\n" + lines[2], check=True,
                       cwd=self.folder, env={**os.environ, "GIT_CEILING_DIRECTORIES": os.path.dirname(self.folder)})
        with open(path, "rb") as file:
            return file.read()

    def test_files_need_no_database(self):
        left, right = self.file("left", self.LEFT), self.file("right", self.RIGHT)
        nowhere = ["--database", "host=/nonexistent"]
        result = Result(start("diff", left, right, *nowhere))
        self.assertEqual((result.status, result.err), (0, ""))
        self.assertEqual(self.patched(self.LEFT, result.out), self.RIGHT.encode())
        facts = Result(start("diff", left, right, "--json", *nowhere)).json
        self.assertEqual((facts["equal"], facts["added"], facts["deleted"]), (False, 3, 3))
        headers = re.findall(rb"^@@ -(\d+)(?:,(\d+))? \+(\d+)(?:,(\d+))? @@", result.out, re.M)
        self.assertEqual([[int(n) if n else 1 for n in header] for header in headers],
                         [[h["old_start"], h["old_lines"], h["new_start"], h["new_lines"]] for h in facts["hunks"]])
        same = Result(start("diff", left, left, *nowhere))
        self.assertEqual((same.status, same.out), (0, b""))
        facts = Result(start("diff", left, left, "--json", *nowhere)).json
        self.assertEqual((facts["equal"], facts["added"], facts["deleted"], facts["hunks"]), (True, 0, 0, []))

    def test_versions(self):
        name = self.template("Compared", self.LEFT, self.RIGHT)
        result = self.ctl("diff", name + "@1", name + "@2")
        self.assertEqual(self.patched(self.LEFT, result.out), self.RIGHT.encode())
        self.assertEqual(self.patched(self.RIGHT, self.ctl("diff", name, name + "@1").out), self.LEFT.encode())
        self.assertTrue(self.json("diff", name + "@1", name + "@1")["equal"])
        self.assertTrue(self.json("diff", name + "@1", self.file("left", self.LEFT))["equal"])
        self.assertIn(b"[-", self.ctl("diff", name + "@1", name + "@2", "--word").out)

    def test_configuration(self):
        name = self.template("Configured")
        for temperature in ("0.2", "0.70"):
            self.ctl("version", "save", name, "--from", "-", given=(
                '{"messages": [{"role": "user", "content": "x"}], "model_config": {"temperature": %s}}' % temperature).encode())
        result = self.ctl("diff", name + "@1", name + "@2")
        self.assertEqual(result.out, b"", "the texts are equal")
        self.assertIn("temperature", result.err)
        facts = self.json("diff", name + "@1", name + "@2")
        self.assertEqual((facts["equal"], facts["added"], facts["deleted"]), (False, 0, 0))
        self.assertEqual([(f["part"], f["name"]) for f in facts["fields"]], [("model_config", "temperature")])

    def test_several_messages(self):
        name = self.template("Dialogue")
        for brief in ("brief", "kind"):
            self.ctl("version", "save", name, "--from", "-", given=DOCUMENT.replace("brief", brief).encode())
        old = self.ctl("version", "show", name + "@1").out
        patched = self.patched(old, self.ctl("diff", name + "@1", name + "@2").out)
        self.assertEqual(patched, self.ctl("version", "show", name + "@2").out)

    def test_a_file_wins_over_a_version(self):
        name = self.template("both", "of the version")
        path = self.file("both@1", "of the file")
        result = self.ctl("diff", "both@1", "both@1", cwd=self.folder)
        self.assertEqual(result.out, b"")
        self.assertIn(b"+of the version", self.ctl("diff", path, name).out)

    def test_missing_sides(self):
        path = self.file("left", "x")
        self.ctl("diff", path, os.path.join(self.folder, "nothing"), status=4)
        missing = self.ctl("diff", path, "nothing", status=4)
        self.assertIn("no file “nothing”, and no template of that name", missing.err)
        self.template("Only one version", "x")
        self.assertIn("no version 7", self.ctl("diff", path, "Only one version@7", status=4).err)
        with_slash = self.template("in/a folder", "x")
        self.assertEqual(self.ctl("diff", path, with_slash).out, b"")
        self.ctl("diff", path, "Nothing@1", status=4)
        self.ctl("diff", path, self.folder, status=3)

    def test_a_misspelt_file_makes_no_database(self):
        path = self.file("left", "x")
        private = os.path.join(self.folder, "private")
        for sides in ((path, "lefd"), ("lefd", path), ("Meeting notes@1", "lefd")):
            result = Result(start("--private", private, "diff", *sides))
            self.assertEqual((result.status, result.out), (4, b""), result.err)
            self.assertIn("no file “lefd”", result.err)
            self.assertIn("“lefd@1”", result.err)
            self.assertFalse(os.path.exists(private))


if __name__ == "__main__":
    unittest.main()
