"""soul-server with a library that was made, and a client that only counts bytes."""

import json
import shutil
import socket
import subprocess
import threading
import time

from kit.processes import wait_until_idle

USER, PASSWORD = "listener", "correct horse"


class Server:
    """A running soul-server.

    library: a library's file that it starts with, copied. music: the folder it shares. name: of its data's folder.
    """

    def __init__(self, bench, surroundings, music, library=None, name="server"):
        data = surroundings.folder / name
        data.mkdir()
        if library:
            shutil.copyfile(library, data / "library.db")
        self._process = surroundings.start(
            [bench.program("soul-server"), "--music", music, "--user", USER, "--port", "0", "--data", data],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        self._process.stdin.write(PASSWORD + "\n")
        self._process.stdin.close()
        self.pid = self._process.pid
        self._port = int(self._line("Listening on ").rsplit(":", 1)[1])
        self._line("Sharing ")
        wait_until_idle(self.pid)
        connection = Connection(self._port)
        body = json.dumps({"username": USER, "password": PASSWORD})
        answer = connection.ask(
            f"POST /api/auth/login HTTP/1.1\r\nHost: bench\r\nContent-Length: {len(body)}\r\n\r\n{body}", keep=True)
        self._token = json.loads(answer)["access_token"]

    def _line(self, beginning):
        for line in self._process.stdout:
            if line.startswith(beginning):
                return line.rstrip()
        raise RuntimeError("soul-server ended")

    def get(self, path):
        """The JSON that a route answers with."""
        return json.loads(Connection(self._port).ask(self._request(path), keep=True))

    def rate(self, path, connections, seconds):
        """How many answers a second so many connections get, and how many bytes one has."""
        counts, sizes = [0] * connections, set()
        end = time.monotonic() + seconds

        def ask(number):
            connection, request = Connection(self._port), self._request(path)
            while time.monotonic() < end:
                sizes.add(connection.ask(request))
                counts[number] += 1

        begin = time.monotonic()
        threads = [threading.Thread(target=ask, args=(number,)) for number in range(connections)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        return sum(counts) / (time.monotonic() - begin), max(sizes)

    def _request(self, path):
        return f"GET {path} HTTP/1.1\r\nHost: bench\r\nAuthorization: Bearer {self._token}\r\n\r\n"

    def add_to(self, daemon, name="Bench"):
        """Makes it the source that a daemon streams from: signed in, active, synced."""
        daemon.control("source", "add", name, f"http://127.0.0.1:{self._port}", "--username", USER)
        daemon.control("source", "login", name, "--password-stdin", text=PASSWORD)
        daemon.control("source", "activate", name)
        daemon.control("source", "sync", name)

    def send(self, signal):
        """Sends a signal to it alone."""
        self._process.send_signal(signal)

    def end(self):
        self._process.terminate()
        self._process.wait(timeout=30)


class Connection:
    def __init__(self, port):
        self._socket = socket.create_connection(("127.0.0.1", port))
        self._buffer = bytearray(1 << 20)

    def ask(self, request, keep=False):
        """Sends a request. Returns its answer's body, or its length where it is not kept."""
        self._socket.sendall(request.encode())
        answer = bytearray()
        while b"\r\n\r\n" not in answer:
            part = self._socket.recv(65536)
            if not part:
                raise ConnectionError("the server hung up")
            answer += part
        head, _, body = answer.partition(b"\r\n\r\n")
        if not head.startswith(b"HTTP/1.1 200"):
            raise ConnectionError(head.decode())
        length = next(int(line[15:]) for line in head.split(b"\r\n") if line.lower().startswith(b"content-length:"))
        left = length - len(body)
        while left > 0:
            count = self._socket.recv_into(self._buffer, min(left, len(self._buffer)))
            if not count:
                raise ConnectionError("the server hung up")
            if keep:
                body += self._buffer[:count]
            left -= count
        return bytes(body) if keep else length
