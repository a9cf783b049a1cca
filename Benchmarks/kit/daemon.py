"""soulplayerd in a home of its own."""

import shutil
import subprocess
from pathlib import Path


class Daemon:
    """A running soulplayerd.

    sink: as the configuration has it. library: a library's file that it starts with, copied. command: what is run
    in its place.
    """

    def __init__(self, bench, surroundings, sink="fakesink sync=true", library=None, home="home", command=None):
        self._bench = bench
        self._surroundings = surroundings
        self.home = home
        prepare_home(surroundings, home, sink, library)
        log = surroundings.folder / home / "log"
        with log.open("a") as messages:
            self._starter = surroundings.start(
                [bench.native("start-time"), "org.mpris.MediaPlayer2.soulplayer", *(command or [bench.program("soulplayerd")])],
                home=home, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=messages, text=True)
        line = self._starter.stdout.readline().split()
        if not line:
            raise RuntimeError(f"soulplayerd did not start: {log.read_text()}")
        #: From the start of the program until it owns its name, milliseconds.
        self.start_milliseconds = int(line[0]) / 1e6
        self.pid = int(line[1])

    def control(self, *words, text=None, fails=False):
        """soulctl with these words, and this text on its standard input. fails: as it should."""
        return self._surroundings.run([self._bench.program("soulctl"), *words], home=self.home, text=text, fails=fails)

    def end(self):
        self._starter.stdin.close()
        self._starter.wait(timeout=30)


def prepare_home(surroundings, home, sink, library=None):
    environment = surroundings.environment(home)
    configuration = Path(environment["XDG_CONFIG_HOME"]) / "soul-player"
    configuration.mkdir(parents=True, exist_ok=True)
    (configuration / "config.toml").write_text(f"[audio]\nsink = '{sink}'\n")
    data = Path(environment["XDG_DATA_HOME"]) / "soul-player"
    if library:
        data.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(library, data / "library.db")
    return data / "library.db"
