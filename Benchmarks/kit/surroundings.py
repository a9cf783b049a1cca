"""A session bus and a home of their own, so that nothing of the person's is touched or measured along."""

import contextlib
import os
import shutil
import subprocess
import tempfile
from pathlib import Path

HANG_SECONDS = 180

BUS_CONFIGURATION = """<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:path={socket}</listen>
  <auth>EXTERNAL</auth>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
  <limit name="max_incoming_bytes">1000000000</limit>
  <limit name="max_outgoing_bytes">1000000000</limit>
  <limit name="max_replies_per_connection">50000</limit>
</busconfig>
"""


class Surroundings(contextlib.AbstractContextManager):
    """A folder with a bus and homes in it; all of it goes at the end."""

    def __init__(self):
        self.folder = Path(tempfile.mkdtemp(prefix="soul-bench."))
        self._children = []
        socket = self.folder / "bus"
        configuration = self.folder / "bus.conf"
        configuration.write_text(BUS_CONFIGURATION.format(socket=socket))
        bus = subprocess.Popen(
            ["dbus-daemon", f"--config-file={configuration}", "--nofork", "--print-address"],
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        self._children.append(bus)
        # The address is printed once the bus listens.
        self.address = bus.stdout.readline().strip()
        if not self.address:
            raise RuntimeError("dbus-daemon did not start")

    def environment(self, home="home"):
        """The environment of a program in the home of this name."""
        home = self.folder / home
        run = home / "run"
        run.mkdir(parents=True, exist_ok=True, mode=0o700)
        variables = dict(os.environ)
        for name in ("DISPLAY", "WAYLAND_DISPLAY", "G_MESSAGES_DEBUG", "GST_DEBUG"):
            variables.pop(name, None)
        # GStreamer's registry is shared by all homes: making it anew is not what is measured.
        registry = self.folder / "gstreamer-registry.bin"
        return variables | {
            "HOME": str(home), "XDG_CONFIG_HOME": str(home / "config"), "XDG_DATA_HOME": str(home / "data"),
            "XDG_CACHE_HOME": str(home / "cache"), "XDG_STATE_HOME": str(home / "state"),
            "XDG_RUNTIME_DIR": str(run), "DBUS_SESSION_BUS_ADDRESS": self.address,
            "GST_REGISTRY": str(registry),
        }

    def start(self, command, home="home", **options):
        child = subprocess.Popen([str(word) for word in command], env=self.environment(home), **options)
        self._children.append(child)
        return child

    def run(self, command, home="home", text=None, fails=False):
        """What the command prints, given this text on its standard input. Its failure, unless it should fail, is ours,
        and so is a hang."""
        result = subprocess.run(
            [str(word) for word in command], env=self.environment(home), capture_output=True, text=True,
            input=text, timeout=HANG_SECONDS)
        if (result.returncode != 0) != fails:
            raise RuntimeError(f"{' '.join(map(str, command))}: {result.stderr.strip()}")
        return result.stdout

    def end(self, child):
        child.terminate()
        child.wait(timeout=30)
        self._children.remove(child)

    def __exit__(self, *_):
        for child in reversed(self._children):
            child.terminate()
            child.wait(timeout=30)
        shutil.rmtree(self.folder)
