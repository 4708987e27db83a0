# SPDX-FileCopyrightText: 2026 The Promptuary authors
# SPDX-License-Identifier: GPL-3.0-or-later
import fcntl
import glob
import hashlib
import os
import shutil
import signal
import stat
import subprocess
import tempfile
import time
import unittest

from ctl import CTL, TIMEOUT, Result, environment, start


def running(folder):
    """Whether a process of the private server in `folder` is alive."""
    for process in filter(str.isdigit, os.listdir("/proc")):
        try:
            with open(f"/proc/{process}/cmdline", "rb") as file:
                command = file.read()
        except OSError:
            continue
        if os.path.join(folder, "cluster").encode() in command:
            return True
    return False


class Private(unittest.TestCase):
    def setUp(self):
        self.parent = os.path.realpath(tempfile.mkdtemp(prefix="promptuary-e2e-"))
        os.chmod(self.parent, 0o755)  # under root the server's own account comes through here
        self.addCleanup(shutil.rmtree, self.parent)
        self.folder = os.path.join(self.parent, "private")

    def ctl(self, *arguments, status=0, **options):
        result = Result(start("--private", self.folder, *arguments, **options))
        self.assertEqual(result.status, status, result.err)
        return result

    def test_first_use_makes_it_and_the_last_one_stops_it(self):
        listed = self.ctl("template", "list", "--json").json
        self.assertEqual([t["active"] for t in listed], [{"production": 1}] * 3)
        self.assertFalse(running(self.folder))
        self.assertEqual(stat.S_IMODE(os.stat(self.folder).st_mode), 0o700)
        self.ctl("template", "create", "Kept", "--task-type", "extraction")
        self.assertEqual(self.ctl("template", "show", "Kept", "--json").json["name"], "Kept")
        self.assertFalse(running(self.folder))

    def test_the_users_own_server_is_the_default(self):
        home = environment(HOME=self.parent, XDG_DATA_HOME=self.folder)
        result = Result(start("template", "list", "--json", env=home))
        self.assertEqual(result.status, 0, result.err)
        self.assertEqual(len(result.json), 3)
        self.assertTrue(os.listdir(self.folder), "it is in the user's data folder")

    def test_several_programs_share_one(self):
        calls = [start("--private", self.folder, "template", "create", f"Template {i}", "--task-type", "extraction")
                 for i in range(8)]
        results = [Result(call) for call in calls]
        self.assertEqual([r.status for r in results], [0] * 8, [r.err for r in results])
        self.assertEqual(len(self.ctl("template", "list", "--json").json), 3 + 8)
        self.assertFalse(running(self.folder))

    def test_interrupted_it_stops_the_server(self):
        self.ctl("template", "list")
        with open(os.path.join(self.folder, "use.lock"), "rb") as lock:
            fcntl.flock(lock, fcntl.LOCK_SH)  # as a program that goes on using it
            self.ctl("template", "list")
            holder = self.enterContext(self.session())

            def ask(sql):
                print(sql, file=holder.stdin, flush=True)
                return holder.stdout.readline().strip()

            ask("begin; lock table promptuary.prompt_templates; select 'locked';")
            creating = start("--private", self.folder, "template", "create", "Late", "--task-type", "extraction")
            deadline = time.monotonic() + TIMEOUT
            while ask("select count(*) from pg_locks where not granted;") == "0":
                self.assertLess(time.monotonic(), deadline)
        creating.send_signal(signal.SIGINT)
        ask("rollback; select 'free';")
        holder.stdin.close()
        result = Result(creating)
        self.assertEqual(result.status, 0, result.err)
        self.assertFalse(running(self.folder))
        self.assertEqual(self.ctl("template", "show", "Late", "--json").json["name"], "Late")

    def session(self):
        """An interactive psql on the private server."""
        programs = max(glob.glob("/usr/lib/postgresql/*/bin"), key=lambda path: int(path.split("/")[4]))
        sockets = "/tmp/promptuary-" + hashlib.sha256(self.folder.encode()).hexdigest()[:16]
        with open(os.path.join(self.folder, "cluster", "promptuary.user"), encoding="utf-8") as file:
            user = file.read().strip()
        return subprocess.Popen([f"{programs}/psql", "-qAtX", f"host={sockets} dbname=promptuary user={user}"],
                                stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def test_sandboxes_share_one(self):
        # Each ./dev on a machine without the packages runs in a user namespace of its own, from where the others'
        # processes can be seen, but not looked into.
        self.ctl("template", "list")
        with open(os.path.join(self.folder, "use.lock"), "rb") as lock:
            fcntl.flock(lock, fcntl.LOCK_SH)  # as a program that goes on using it
            self.ctl("template", "list")
            pid_file = os.path.join(self.folder, "cluster", "postmaster.pid")
            with open(pid_file, "rb") as file:
                before = file.read()
            inside = subprocess.run(["unshare", "--user", "--map-current-user", CTL, "--private", self.folder,
                                     "template", "create", "Sandboxed", "--task-type", "extraction"],
                                    capture_output=True, env=environment(), timeout=TIMEOUT)
            self.assertEqual(inside.returncode, 0, inside.stderr)
            with open(pid_file, "rb") as file:
                self.assertEqual(file.read(), before, "the server that ran is the one that runs")
        self.assertEqual(self.ctl("template", "show", "Sandboxed", "--json").json["name"], "Sandboxed")
        self.assertFalse(running(self.folder))

    def test_migrations(self):
        status = self.ctl("migrate", "status", "--json").json
        self.assertEqual((status["current"], status["pending"]), (status["latest"], []), "deployed on first use")
        archive = os.path.join(self.parent, "archive")
        reverted = self.ctl("migrate", "revert", "--to", "0", "--archive", archive, "--json")
        self.assertEqual(reverted.json["current"], 0)
        self.assertIn("deploys again", reverted.err)
        status = self.ctl("migrate", "status", "--json").json
        self.assertEqual(status["current"], 0, "looking changes nothing")
        self.assertEqual(len(self.ctl("template", "list", "--json").json), 3, "the next program deploys again")

    def test_killed_while_it_is_made(self):
        first = start("--private", self.folder, "template", "list")
        deadline = time.monotonic() + 30
        while not os.path.isdir(self.folder) or len(os.listdir(self.folder)) < 3:
            self.assertLess(time.monotonic(), deadline)
            if first.poll() is not None:
                break
        first.send_signal(signal.SIGKILL)
        first.communicate()
        self.assertEqual(len(self.ctl("template", "list", "--json").json), 3)
        self.assertFalse(running(self.folder))

    def test_killed_while_it_is_used(self):
        self.ctl("template", "create", "Kept", "--task-type", "extraction")
        # Kill both, program and server, at whatever they are doing.
        for delay in (0.0, 0.05, 0.15, 0.4):
            text = os.path.join(self.parent, "text")
            with open(text, "w", encoding="utf-8") as file:
                file.write(f"text of {delay}")
            saving = start("--private", self.folder, "version", "save", "Kept", "--from", text)
            try:
                saving.wait(delay)
            except subprocess.TimeoutExpired:
                pass
            saving.send_signal(signal.SIGKILL)
            saving.communicate()
            pid_file = os.path.join(self.folder, "cluster", "postmaster.pid")
            if os.path.exists(pid_file):
                with open(pid_file, encoding="utf-8") as file:
                    line = file.readline().strip()
                if line.isdigit():
                    try:
                        os.kill(int(line), signal.SIGKILL)
                    except ProcessLookupError:
                        pass
            history = self.ctl("template", "history", "Kept", "--json").json
            self.assertEqual([v["number"] for v in history], list(range(1, len(history) + 1)))
        result = Result(start("--private", self.folder, "version", "save", "Kept", "--from", "-", "--json",
                              stdin=subprocess.PIPE), b"the last")
        self.assertEqual(result.json["number"], len(history) + 1, result.err)
        self.assertFalse(running(self.folder))


if __name__ == "__main__":
    unittest.main()
