"""What stands beside a list of the page Records: one record, class, hold or disposal in words."""

from collections.abc import Callable, Sequence
from datetime import date

from qa_tool.policy import Retention, why
from qa_tool.retention.classes import BACKUPS, CLASSES, COUNCIL_TO_CHECK
from qa_tool.retention.model import HELD
from qa_tool.work.retention import ClassRow, DueRow, GoneRow, HoldRow
from ui.widgets import Button, Card, FlowRow, Heading, KeyValues, Muted, Pill, Words


def due(card: Card, rows: Sequence[DueRow], dispose: Callable[[], object], hold: Callable[[], object]) -> None:  # fmt: skip
    """One record to review, or several of one class."""
    one, more = rows[0], len(rows)
    of = CLASSES[one.key]
    card.add(Heading(one.what if more == 1 else f"{more} records chosen", 3))
    if more == 1:
        told = [("Class", of.title), ("Case", one.reference), ("Period began", day(one.began)),
                ("Due since", day(one.since))]  # fmt: skip
        card.add(KeyValues([(name, words) for name, words in told if words]))
    if len({row.key for row in rows}) > 1:
        card.add(Words("They are of different classes: choose records of one class.", "warning"))
        return
    for row in [row for row in rows if row.held][:1]:
        card.add(FlowRow(Pill("Held", "warning")))
        card.add(Words(row.hold))
        return
    _both(card, of.goes, of.stays)
    card.add(Muted(BACKUPS))
    verbs = [Button("Dispose of it…" if more == 1 else f"Dispose of {more}…", dispose, kind="danger", icon="trash-2")]  # fmt: skip
    if more == 1 and one.reference:
        verbs.append(Button("Hold this case…", hold, icon="lock"))
    card.add(FlowRow(*verbs))


def _both(card: Card, goes: str, stays: str) -> None:
    for head, words in (("What goes", goes), ("What stays", stays)):
        card.add(Words(head, "strong"))
        card.add(Words(words))


def record_class(card: Card, row: ClassRow, settings: Callable[[], object]) -> None:
    """One class: its period, why, what goes and what stays."""
    card.add(Heading(row.one.title, 3))
    card.add(Words(row.period if not row.one.kept else "Kept; never disposed of by this program"))
    card.add(Muted(row.one.why or why(row.one.key, Retention)))
    if not row.one.kept:
        _both(card, row.one.goes, row.one.stays)
    card.add(Muted(COUNCIL_TO_CHECK))
    card.add(FlowRow(Button("Change the periods in Settings", settings, icon="settings")))


def hold(card: Card, row: HoldRow, lift: Callable[[], object]) -> None:
    """One hold: what, why, by whom; and how it ended."""
    one = row.hold
    card.add(Heading(f"{HELD[one.what]}: {row.of}", 3))
    card.add(
        FlowRow(Pill("Stands" if one.stands else "Lifted", "warning" if one.stands else "none"))
    )
    card.add(Muted(f"Held since {day(one.at.date())} by {row.by}"))
    card.add(Words(one.reason))
    if one.lifted is not None:
        card.add(Words(f"Lifted {day(one.lifted.date())} by {row.lifted_by}", "strong"))
        card.add(Words(one.lifted_why))
        return
    card.add(Muted("Nothing of it can be disposed of or erased until the hold is lifted."))
    card.add(FlowRow(Button("Lift this hold…", lift, icon="rotate-ccw")))


def gone(card: Card, row: GoneRow) -> None:
    """One disposal, which says everything but the words that went."""
    one = row.disposal
    card.add(Heading(row.title, 3))
    n = len(one.of)
    card.add(
        KeyValues(
            [("On", day(one.at.date())), ("By", row.by), ("Records", str(n)),
             ("Entries blanked", str(one.entries))]
        )
    )  # fmt: skip
    card.add(Words("Why", "strong"))
    card.add(Words(one.reason))
    card.add(Muted(BACKUPS))


def day(when: date) -> str:
    """A day as people write it."""
    return f"{when.day} {when:%b %Y}"
