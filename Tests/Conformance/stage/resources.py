"""What the daemon holds while nobody asks anything of it."""

from dataclasses import dataclass

# Allocators keep some of what was freed.
MEMORY_TOLERANCE = 16 << 20
# What is opened as it is first needed is open after a warm-up, all but a reader of the library perhaps.
DESCRIPTOR_TOLERANCE = 4
# Seconds of CPU in a second of silence.
IDLE_TOLERANCE = 0.1


@dataclass(frozen=True)
class Resources:
    memory: int
    descriptors: int
    idle: float

    @classmethod
    def settle(cls, daemon, connection):
        """As they are once a second has passed in which nobody calls and the daemon does nothing.

        Work that calls have begun goes on after them; a minute of it would be too much.
        """
        for _ in range(60):
            begun = daemon.processor_time()
            connection.receive(patience=1)
            spent = daemon.processor_time() - begun
            if spent <= IDLE_TOLERANCE:
                break
        return cls(daemon.private_memory(), daemon.count_descriptors(), spent)

    def compare(self, before):
        """Each resource as it was and is, and the faults: where it is not back where it was."""
        rows = (
            ("bytes of private memory", MEMORY_TOLERANCE, before.memory, self.memory),
            ("descriptors", DESCRIPTOR_TOLERANCE, before.descriptors, self.descriptors),
            ("seconds of CPU in an idle second", IDLE_TOLERANCE, 0, self.idle),
        )
        figures = [f"{what}: {old} before, {new} after" for what, _, old, new in rows]
        faults = [f"{new} {what} afterwards, {old} before" for what, limit, old, new in rows if new > old + limit]
        return figures, faults
