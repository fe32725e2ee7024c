"""Re-audits beside what they follow, and all that are due given out in one act."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtWidgets import QWidget

from qa_tool.figures.pairs import WAYS
from qa_tool.work import reaudit_share
from qa_tool.work.change import Change
from qa_tool.work.reaudit_pairs import PairRow
from qa_tool.work.reaudit_share import Offers
from qa_tool.work.workspace import Workspace
from ui.context import Context
from ui.dialogs import Dialog
from ui.pages.plan.entering import day_words
from ui.tables import Cell, Column
from ui.widgets import Button, Card, FlowRow, Heading, KeyValues, Muted, Pill, PlainTable

TONES = {"better": "success", "same": "plain", "worse": "danger", "apart": "plain"}
COLUMNS = (
    Column("case", "Case", lambda r: r.pair.reference, width=112),
    Column("before", "Before", lambda r: r.pair.before),
    Column("after", "After", lambda r: r.pair.after),
    Column("way", "Overall", lambda r: Cell(WAYS[r.pair.way], TONES[r.pair.way]), "pill", 112),
)


def pair_words(rows: Sequence[PairRow]) -> str:
    """How many went which way, in words."""
    n = {way: sum(1 for row in rows if row.pair.way == way) for way in WAYS}
    said = ", ".join(f"{n[way]} {WAYS[way].lower()}" for way in ("better", "same", "worse"))
    return said + (f", {n['apart']} not comparable" if n["apart"] else "")


def fill_pair(card: Card, context: Context, row: PairRow) -> None:
    """One pair domain by domain, with the ways to its two audits."""
    card.add(Heading(f"Case {row.pair.reference}: before and after", 3))
    card.add(FlowRow(Pill(WAYS[row.pair.way], TONES[row.pair.way])))
    settled = "" if row.settled else " It is not signed off yet, so its grades may still change."
    card.add(Muted(f"{row.pair.template}, audited again and handed in on "
                   f"{day_words(row.handed_in)}.{settled}"))  # fmt: skip
    facts = [("Overall", _went(row.pair.before, row.pair.after))]
    for way in ("worse", "better", "same", "apart"):
        said = [f"{d.title}: {_went(d.before, d.after)}" for d in row.pair.domains if d.way == way]
        facts += [(WAYS[way], "\n".join(said))] if said else []
    card.add(KeyValues(facts))
    verbs = FlowRow()
    for word, audit in (("Go to the first audit", row.before), ("Go to the re-audit", row.after)):
        see = partial(context.go, "audit_view", audit=audit)
        verbs.add(Button(word, see, kind="quiet", icon="clipboard-list"))
    card.add(verbs)
    card.body.addStretch(1)


def _went(before: str, after: str) -> str:
    """`Inadequate, then Good`; one word where nothing moved."""
    if before == after:
        return after or "no grade"
    return f"{before or 'no grade'}, then {after or 'no grade'}"


def share_out(parent: QWidget, space: Workspace) -> Change | None:
    """Show who would get which re-audit; give them out where that is wanted."""
    offers = reaudit_share.preview(space)
    n = len(offers.given)
    title = f"Give out {n} re-audit{'s' if n != 1 else ''}" if n else "No re-audit can be given out"
    dialog = Dialog(
        parent, title, "Nobody gets a file that they have read before. Loads and leave are counted.",
        yes="Give them out" if n else "", no="Cancel" if n else "Close", wide=760,
    )  # fmt: skip
    if n:
        dialog.add(_given(offers))
    for row, why in offers.left:
        dialog.add(Muted(f"Case {row.reference} stays with nobody. {why}"))
    return reaudit_share.share_out(space, offers) if dialog.run() and n else None


def _given(offers: Offers) -> PlainTable:
    table = PlainTable("Who gets which re-audit")
    table.show_table(
        ("Auditor", "Case", "Round", "Due"),
        [(o.name, o.row.reference, o.round_name, day_words(o.due)) for o in offers.given],
    )
    return table
