# SPDX-FileCopyrightText: 2026 The Promptuary authors
# SPDX-License-Identifier: GPL-3.0-or-later
import os
import subprocess
import unittest

from ctl import DatabaseTest, Result, start


class Import(DatabaseTest):
    def setUp(self):
        super().setUp()
        self.seeded = len(self.json("template", "list"))

    def write(self, name, content):
        path = os.path.join(self.folder, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "wb") as file:
            file.write(content)
        return path

    def sums(self, *arguments, **options):
        report = self.json("import", *arguments, **options)
        return report["templates"], report["versions"], report["unchanged"], len(report["errors"])

    def test_csv(self):
        path = self.write("p.csv", b"act,prompt\r\nOne,\"a\nb\"\r\nTwo,caf\xe9\r\nThree,c\r\n")
        self.assertEqual(self.sums("csv", path, "--dry-run"), (2, 2, 0, 1))
        self.assertEqual(len(self.json("template", "list")), self.seeded)
        strict = self.ctl("import", "csv", path, "--strict", status=3)
        self.assertIn(f"{path}:4:5: ", strict.err)
        self.assertEqual(len(self.json("template", "list")), self.seeded)
        report = self.json("import", "csv", path)
        self.assertEqual(report["errors"][0]["place"], f"{path}:4:5")
        self.assertEqual(self.sums("csv", path), (0, 0, 2, 1))
        self.assertEqual(self.json("template", "history", "One")[0]["imported_by"], "postgres")
        self.assertEqual(self.ctl("version", "show", "One").out, b"a\nb")
        self.assertEqual(self.json("template", "show", "One")["active"], {}, "nothing serves unless asked")
        self.ctl("import", "csv", path, "--activate")
        self.assertEqual(self.json("template", "show", "One")["active"], {"production": 1})

    def test_strict_tells_every_problem(self):
        path = self.write("p.csv", b"act,prompt\nOne,caf\xe9\nTwo,a\n" + b"n" * 300 + b",b\nFour,caf\xe9\n")
        loose = self.json("import", "csv", path, "--dry-run")
        self.assertEqual(len(loose["errors"]), 3)
        strict = Result(start("--database", self.database, "--json", "import", "csv", path, "--strict"))
        self.assertEqual(strict.status, 3)
        self.assertEqual(strict.json["errors"], loose["errors"])
        self.assertEqual((strict.json["templates"], strict.json["versions"], strict.json["rows"]), (0, 0, []))
        for problem in loose["errors"]:
            self.assertIn(f"{problem['place']}: {problem['reason']}\n", strict.err)
        self.assertEqual(len(self.json("template", "list")), self.seeded)

    def test_what_is_no_csv(self):
        path = self.write("p.csv", b'act,prompt\nOne,"never closed\n')
        self.assertTrue(self.ctl("import", "csv", path, status=3).err.startswith(f"{path}:2:5: "))
        self.ctl("import", "csv", os.path.join(self.folder, "nothing.csv"), status=4)
        self.ctl("import", "csv", status=2)
        path = self.write("header.csv", b"act,prompt\n")
        header = self.ctl("import", "csv", path)
        self.assertEqual(header.err, f"promptuaryctl: {path} holds only a header, so there is nothing to import.\n")
        self.assertIn(b"Added 0 new templates", header.out)

    def test_git(self):
        repository = os.path.join(self.folder, "repository")

        def git(*arguments):
            subprocess.run(["git", "-C", repository, "-c", "user.name=Ada", "-c", "user.email=a@example.invalid",
                            "-c", "commit.gpgsign=false", *arguments], check=True, capture_output=True)

        self.write("repository/p/greet.md", b"Hello\nthere\nyou\n")
        git("init", "-q", "-b", "main")
        git("add", "-A")
        git("commit", "-q", "-m", "first")
        git("mv", "p/greet.md", "p/hello.md")
        self.write("repository/p/hello.md", b"Hello\nthere\nfriend\n")
        git("commit", "-q", "-a", "-m", "friendlier")
        bundle = os.path.join(self.folder, "p.bundle")
        git("bundle", "create", "-q", bundle, "main")
        self.assertEqual(self.sums("git", repository, "--glob", "*.txt"), (0, 0, 0, 0))
        self.assertIn("No file matches “zzz*” (files looked at: 1)", self.ctl("import", "git", repository, "--glob", "zzz*").err)
        self.assertEqual(self.sums("git", repository, "--task-type", "Greetings"), (1, 2, 0, 0))
        self.assertEqual(self.sums("git", bundle), (0, 0, 2, 0), "the same history, whatever it comes in")
        history = self.json("template", "history", "hello")
        self.assertEqual([(v["number"], v["author"], v["imported_by"], v["note"]) for v in history],
                         [(1, "Ada", "postgres", "first"), (2, "Ada", "postgres", "friendlier")])
        self.assertEqual(self.ctl("version", "show", "hello@1").out, b"Hello\nthere\nyou\n")
        self.assertEqual(len(self.json("template", "list", "--task-type", "greetings")), 1)
        self.ctl("import", "git", repository, "--ref", "nobody", status=4)
        self.ctl("import", "git", self.folder, status=3)


if __name__ == "__main__":
    unittest.main()
