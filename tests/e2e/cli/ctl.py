# SPDX-FileCopyrightText: 2026 The Promptuary authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs promptuaryctl, and a PostgreSQL for it, for the tests next to this file."""
import contextlib
import glob
import json
import os
import pathlib
import shutil
import signal
import subprocess
import tempfile
import time
import unittest

CTL = os.environ["PROMPTUARYCTL"]
TIMEOUT = 60


def environment(**changes):
    """The caller's own database and folders are never touched."""
    clean = {k: v for k, v in os.environ.items() if not k.startswith(("PG", "PROMPTUARY", "LC_", "LANG"))}
    return clean | {"LANG": "C.UTF-8", "QT_LOGGING_RULES": "", **changes}


def start(*arguments, **options):
    """promptuaryctl as a process under way."""
    return subprocess.Popen(
        [CTL, *arguments],
        stdin=options.pop("stdin", subprocess.DEVNULL),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=options.pop("env", environment()),
        **options,
    )


class Result:
    def __init__(self, process, given=None):
        self.out, err = process.communicate(given, timeout=TIMEOUT)
        self.err = err.decode()
        self.status = process.returncode

    @property
    def json(self):
        return json.loads(self.out)


class Server:
    """A PostgreSQL in a temporary folder, on a Unix socket only."""

    def __init__(self):
        self.programs = max(glob.glob("/usr/lib/postgresql/*/bin"), key=lambda path: int(path.split("/")[4]))
        self.folder = tempfile.mkdtemp(prefix="promptuary-e2e-")
        # PostgreSQL refuses to run as root.
        self.account = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"] if os.geteuid() == 0 else []
        if self.account:
            os.chown(self.folder, 65534, 65534)
        data = os.path.join(self.folder, "data")
        self.run("initdb", "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync")
        self.databases = 0
        if not self.launch():
            raise RuntimeError("the test's PostgreSQL did not start")

    def launch(self):
        """Whether the server runs and answers now."""
        self.process = subprocess.Popen(
            # It ends with the test, even one that was killed.
            [*(self.account or ["setpriv"]), "--pdeathsig", "INT", f"{self.programs}/postgres", "-D",
             os.path.join(self.folder, "data"), "-k", self.folder, "-c", "listen_addresses=", "-c", "fsync=off",
             # A rollup takes what no running transaction precedes, those of autovacuum included.
             "-c", "autovacuum=off", "-c", "max_connections=200"],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=self.folder)
        while subprocess.run([f"{self.programs}/pg_isready", "-q", "-h", self.folder]).returncode != 0:
            if self.process.poll() is not None:
                return False
        return True

    def kill(self):
        """As a crash ends it: nothing is written any more. A backend alone would finish what it is busy with."""
        pid = self.process.pid
        children = pathlib.Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()
        self.process.kill()
        for child in children:
            with contextlib.suppress(ProcessLookupError):
                os.kill(int(child), signal.SIGKILL)
        self.process.wait(TIMEOUT)

    def wait_until_ready(self):
        """A server whose backend was killed ends all others, recovers and goes on by itself."""
        deadline = time.monotonic() + TIMEOUT
        while subprocess.run([f"{self.programs}/pg_isready", "-q", "-h", self.folder], check=False).returncode != 0:
            if time.monotonic() > deadline:
                raise RuntimeError("the test's PostgreSQL did not recover")

    def revive(self):
        """Starts it after kill(), as soon as the last of its killed processes is gone."""
        deadline = time.monotonic() + TIMEOUT
        while not self.launch():
            if time.monotonic() > deadline:
                raise RuntimeError("the test's PostgreSQL did not start again")

    def run(self, program, *arguments):
        subprocess.run([*self.account, f"{self.programs}/{program}", *arguments], check=True,
                       stdout=subprocess.DEVNULL, cwd=self.folder)

    def create_database(self):
        self.databases += 1
        name = f"test{self.databases}"
        self.run("createdb", "-h", self.folder, "-U", "postgres", name)
        return self.conninfo(name)

    def conninfo(self, database, user="postgres"):
        return f"host={self.folder} dbname={database} user={user}"

    def psql(self, conninfo, sql):
        return subprocess.run([f"{self.programs}/psql", "-qAtX", "-v", "ON_ERROR_STOP=1", conninfo, "-c", sql],
                              check=True, capture_output=True, text=True).stdout.strip()

    def session(self, conninfo):
        """An interactive psql, for holding a transaction open."""
        return subprocess.Popen([f"{self.programs}/psql", "-qAtX", conninfo], stdin=subprocess.PIPE,
                                stdout=subprocess.PIPE, text=True)

    def stop(self):
        self.process.send_signal(2)  # a fast shutdown
        self.process.wait(TIMEOUT)
        shutil.rmtree(self.folder)


class DatabaseTest(unittest.TestCase):
    """Tests over one deployed database on a server."""

    @classmethod
    def setUpClass(cls):
        cls.server = Server()
        cls.addClassCleanup(cls.server.stop)
        cls.database = cls.server.create_database()
        deployed = Result(start("--database", cls.database, "migrate", "deploy"))
        assert deployed.status == 0, deployed.err

    def setUp(self):
        self.folder = tempfile.mkdtemp(prefix="promptuary-e2e-")
        self.addCleanup(shutil.rmtree, self.folder)

    def ctl(self, *arguments, status=0, given=None, **options):
        """One call on the test's database that must end with `status`."""
        if given is not None:
            options["stdin"] = subprocess.PIPE
        result = Result(start("--database", self.database, *arguments, **options), given)
        self.assertEqual(result.status, status, f"{arguments}: {result.err}{result.out}")
        if status != 0:
            self.assertEqual(result.out, b"", arguments)
            self.assertNotEqual(result.err.strip(), "", arguments)
        return result

    def json(self, *arguments, **options):
        return self.ctl("--json", *arguments, **options).json

    def file(self, name, content):
        path = os.path.join(self.folder, name)
        with open(path, "wb") as out:
            out.write(content if isinstance(content, bytes) else content.encode())
        return path

    def template(self, name, *texts):
        """A template with these texts as versions 1, 2, 3…"""
        self.ctl("template", "create", name, "--task-type", "extraction")
        for text in texts:
            self.ctl("version", "save", name, "--from", "-", given=text.encode())
        return name
