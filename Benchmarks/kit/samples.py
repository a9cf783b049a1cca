"""Times as the native programs print them: a line is a name and nanoseconds."""

import statistics
from collections import defaultdict


class Samples:
    def __init__(self, text):
        self._times = defaultdict(list)
        for line in text.splitlines():
            # A search's name has blanks in it.
            name, nanoseconds = line.rsplit(" ", 1)
            self._times[name].append(int(nanoseconds))

    def names(self):
        return list(self._times)

    def median(self, name):
        """In microseconds."""
        return statistics.median(self._times[name]) / 1000

    def percentile(self, name, percent):
        """In microseconds."""
        times = sorted(self._times[name])
        return times[min(len(times) - 1, len(times) * percent // 100)] / 1000
