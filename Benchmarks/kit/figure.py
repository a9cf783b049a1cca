"""A figure beside its limit."""

from dataclasses import asdict, dataclass


@dataclass
class Figure:
    """One line of the table. `value` and `limit` have the same unit; a figure without a limit informs only."""

    name: str
    value: float
    unit: str
    limit: float | None = None
    #: What the limit is made of: "1.2 × C echo service (61 µs)".
    beside: str = ""
    note: str = ""

    @property
    def holds(self):
        return self.limit is None or self.value <= self.limit

    def json(self):
        return asdict(self) | {"holds": self.holds}


def peer(times, name, value, unit):
    """The words for a limit that is a multiple of a peer's figure."""
    return f"{times:g} × {name} ({number(value)} {unit})"


def number(value):
    """Three digits that count, and no more."""
    if value == 0:
        return "0"
    if abs(value) >= 100:
        return f"{value:,.0f}"
    return f"{value:.3g}"


def table(figures):
    rows = [("figure", "measured", "limit", "the limit is", "")]
    for figure in figures:
        limit = "" if figure.limit is None else f"{number(figure.limit)} {figure.unit}"
        verdict = "" if figure.limit is None else ("holds" if figure.holds else "MISSED")
        rows.append((figure.name, f"{number(figure.value)} {figure.unit}", limit, figure.beside, verdict))
    widths = [max(len(row[column]) for row in rows) for column in range(5)]
    lines = []
    for row in rows:
        name, value, limit, beside, verdict = row
        lines.append(
            f"{name:<{widths[0]}}  {value:>{widths[1]}}  {limit:>{widths[2]}}  {beside:<{widths[3]}}  {verdict}".rstrip()
        )
    lines.insert(1, "─" * max(map(len, lines)))
    notes = [f"{figure.name}: {figure.note}" for figure in figures if figure.note]
    return "\n".join(lines + ([""] + notes if notes else []))
