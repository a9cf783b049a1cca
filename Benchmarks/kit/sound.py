"""When sound comes out of a player: its sink writes in real time to a pipe, which is read here."""

import os
import threading
import time

HANG_SECONDS = 60
BYTES_PER_SECOND = 44100 * 2 * 2


class Sound:
    """What is heard, from its first byte on. `sink` is the description that the player is given."""

    def __init__(self, surroundings):
        self._fifo = surroundings.folder / "sound.fifo"
        os.mkfifo(self._fifo)
        self.sink = ("audioconvert ! audioresample ! audio/x-raw,format=S16LE,rate=44100,channels=2 "
                     f"! filesink sync=true buffer-mode=unbuffered location={self._fifo}")
        self._times = []
        self._bytes = 0
        self._changed = threading.Condition()
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self):
        with self._fifo.open("rb", buffering=0) as pipe:
            while part := pipe.read(65536):
                with self._changed:
                    self._times.append(time.monotonic())
                    self._bytes += len(part)
                    self._changed.notify_all()

    def wait(self, seconds):
        """Waits until so much more sound has come."""
        with self._changed:
            wanted = self._bytes + seconds * BYTES_PER_SECOND
            if not self._changed.wait_for(lambda: self._bytes >= wanted, timeout=seconds + HANG_SECONDS):
                raise TimeoutError("the sound has ended")

    def longest_silence(self, since):
        """In seconds, between two pieces of sound of which the later one came after this moment."""
        with self._changed:
            times = list(self._times)
        gaps = [(later - earlier) for earlier, later in zip(times, times[1:]) if later >= since]
        return max(gaps)
