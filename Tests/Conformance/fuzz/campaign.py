"""A run of the fuzzer: clients at work, and what has to be as it was when they are done."""

import json
import pathlib
import selectors
import subprocess
import sys
import time

from stage import Auditor, Resources, Session, names

WORKERS = 4
# A short run first, so that what the daemon loads and keeps for good is there when it is measured.
WARM_UP = 20_000
ROOT = pathlib.Path(__file__).resolve().parents[1]


class Campaign:
    """So many calls from a seed. The same seed makes the same calls; what a client sees depends on the others too."""

    def __init__(self, seed, calls):
        self.seed = seed
        self.calls = calls
        self.faults = []

    def run(self):
        """The faults found: an empty list where there is none."""
        session = Session()
        try:
            session.start()
            session.import_music()
            self.auditor = session.open(Auditor(session.address))
            self.session = session
            self._fuzz(WARM_UP, "warm-up")
            before = self._settle()
            begin = time.monotonic()
            self._fuzz(self.calls, "run")
            elapsed = time.monotonic() - begin
            if session.daemon.is_running:
                self._compare(before, self._settle())
            print(f"fuzzer: seed {self.seed}, {self.calls} calls in {elapsed:.1f} s, {len(self.faults)} faults")
        finally:
            session.close()
        return self.faults

    def _fuzz(self, calls, phase):
        uris = [track.uri for track in self.session.music.imported] + [f"soul:track/{n}" for n in range(1, 9)]
        workers = []
        for number in range(WORKERS):
            worker = subprocess.Popen(
                [sys.executable, "-B", "-m", "fuzz.worker"],
                cwd=ROOT,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
            )
            order = {"address": self.session.address, "seed": f"{self.seed}/{phase}/{number}", "uris": uris}
            order |= {"calls": calls // WORKERS, "folder": str(self.session.music.folder)}
            worker.stdin.write(json.dumps(order) + "\n")
            worker.stdin.flush()
            workers.append(worker)
        self._follow(workers)
        for worker in workers:
            worker.communicate()
            if worker.returncode != 0:
                self.faults.append(f"a client of the fuzzer ended with status {worker.returncode}")

    def _follow(self, workers):
        selector = selectors.DefaultSelector()
        for worker in workers:
            selector.register(worker.stdout, selectors.EVENT_READ)
        while selector.get_map():
            for key, _ in selector.select():
                line = key.fileobj.readline()
                if not line:
                    selector.unregister(key.fileobj)
                    continue
                self.faults += json.loads(line)["faults"]
            try:
                self.faults += self.auditor.check()
            except LookupError:
                status = self.session.daemon.wait_for_exit()
                self.faults.append(f"the daemon has ended with {status}:\n{self.session.daemon.read_log()}")
                return

    def _settle(self):
        """What the daemon holds with everything stopped and emptied."""
        connection = self.session.connect()
        for path, interface, member in (
            (names.MPRIS_PATH, names.PLAYER, "Stop"),
            (names.SERVICE_PATH, names.QUEUE, "ClearQueue"),
            (names.MPRIS_PATH, names.PEER, "Ping"),
        ):
            reply = connection.call(names.SERVICE_NAME, path, interface, member)
            if reply.is_error:
                self.faults.append(f"afterwards {member} answers {reply.error_name}: {reply.sentence}")
        self.faults += self.auditor.check()
        return Resources.settle(self.session.daemon, connection)

    def _compare(self, before, after):
        figures, faults = after.compare(before)
        for figure in figures:
            print(f"fuzzer: {figure}")
        self.faults += faults
