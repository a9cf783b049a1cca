"""The daemon as a process, and what the kernel says of it."""

import os
import pathlib
import select
import subprocess

from wire.connection import PATIENCE

from .contract import PROJECT


class Directories:
    """A home that nobody else has. Restarting a daemon with the same one is a restart for the daemon too."""

    def __init__(self, folder, sink="fakesink sync=true"):
        self.home = pathlib.Path(folder)
        self.environment = {"HOME": str(self.home)}
        for variable in ("CONFIG", "DATA", "CACHE", "STATE"):
            self._add(f"XDG_{variable}_HOME", self.home / variable.lower())
        self._add("XDG_RUNTIME_DIR", self.home / "runtime")
        configuration = self.home / "config" / "soul-player" / "config.toml"
        configuration.parent.mkdir(parents=True)
        configuration.write_text(f'[audio]\nsink = "{sink}"\n')

    def _add(self, variable, path):
        path.mkdir(mode=0o700, parents=True)
        self.environment[variable] = str(path)


class DaemonProcess:
    """A running soulplayerd; `SOULPLAYERD` names another binary than the debug build's."""

    def __init__(self, address, directories):
        binary = os.environ.get("SOULPLAYERD") or PROJECT / ".build/debug/soulplayerd"
        if not os.access(binary, os.X_OK):
            raise FileNotFoundError(f"{binary} is not there: run “swift build” first, or set SOULPLAYERD")
        self.log = directories.home / "daemon.log"
        environment = {key: os.environ[key] for key in ("PATH", "LANG") if key in os.environ}
        environment |= directories.environment | {"DBUS_SESSION_BUS_ADDRESS": address}
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [str(binary)], env=environment, stdin=subprocess.DEVNULL, stdout=log, stderr=log
            )
        self.pid = self.process.pid

    @property
    def is_running(self):
        return self.process.poll() is None

    def wait_for_exit(self):
        """Its exit status; negative is the signal that ended it."""
        return self.process.wait(PATIENCE)

    def wait_for_message(self, connection):
        """Waits until there is a message to receive; an error where the daemon ends before that."""
        if connection.holds_message:
            return
        handle = os.pidfd_open(self.pid)
        try:
            readable, _, _ = select.select([connection, handle], [], [], PATIENCE)
        finally:
            os.close(handle)
        if connection in readable:
            return
        reason = f"ended with status {self.process.poll()}" if readable else f"said nothing for {PATIENCE:.0f} s"
        raise RuntimeError(f"soulplayerd {reason}; its log:\n{self.read_log()}")

    def read_log(self):
        return self.log.read_text(errors="replace")[-4000:]

    def stop(self):
        if self.is_running:
            self.process.terminate()
            try:
                self.wait_for_exit()
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()

    def count_descriptors(self):
        return len(os.listdir(f"/proc/{self.pid}/fd"))

    def private_memory(self):
        """Bytes that are resident and come from no file: what a leak adds to. Plugins that get loaded don't count."""
        lines = pathlib.Path(f"/proc/{self.pid}/status").read_text().splitlines()
        return next(int(line.split()[1]) << 10 for line in lines if line.startswith("RssAnon:"))

    def processor_time(self):
        """Seconds of user and system time."""
        fields = pathlib.Path(f"/proc/{self.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
