"""20,000 pipelined calls from four clients."""

import subprocess
import sys
import time

from stage import names
from stage.contract import PROJECT

from .case import BusCase

CLIENTS = 4
CALLS = 5_000
# A test must not fail because a machine is busy: `make bench` holds the 250 ms, this tells what it was.
LIMIT = 30.0


class LoadTests(BusCase):
    def test_no_reply_is_lost(self):
        """20,000 pipelined calls from four clients lose no reply, and nothing of them stays behind.

        A stranger's Ping is answered in their middle.
        """
        for figure in self.assert_leaves_nothing(self.flood_with_pings):
            print(figure)

    def flood_with_pings(self):
        uri = self.session.music.long[0].uri
        self.values(self.call(names.SERVICE_PATH, names.QUEUE, "ReplaceQueue", "asub", [uri] * 3, 0, False))
        begin = time.monotonic()
        pings = sorted(self.flood(CALLS))
        elapsed = time.monotonic() - begin
        print(
            f"\n{CLIENTS * CALLS} calls in {elapsed:.1f} s; {len(pings)} Pings of a stranger meanwhile: "
            f"median {pings[len(pings) // 2] * 1000:.1f} ms, worst {pings[-1] * 1000:.1f} ms (limit: 250 ms)"
        )
        self.assertLess(pings[-1], LIMIT)

    def flood(self, calls):
        """Has each client send so many calls; how long the Pings in their middle took, in seconds."""
        clients = [
            subprocess.Popen(
                [sys.executable, "-B", "-m", "wire.flood", self.session.address, str(calls)],
                cwd=PROJECT / "Tests/Conformance",
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
            )  # fmt: skip
            for _ in range(CLIENTS)
        ]
        for client in clients:
            self.assertEqual(client.stdout.readline(), "ready\n")
        for client in clients:
            client.stdin.write("go\n")
            client.stdin.flush()
        pings = []
        while any(client.poll() is None for client in clients):
            sent = time.monotonic()
            self.values(self.call(names.MPRIS_PATH, names.PEER, "Ping"))
            pings.append(time.monotonic() - sent)
        for client in clients:
            output, _ = client.communicate()
            self.assertEqual(output.split(), ["0", "0"], "calls without a reply, replies without a call")
        return pings
