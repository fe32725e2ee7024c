"""Giving cases to an auditor: what is asked, what is refused, and how they came into the sample."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from PySide6.QtWidgets import QWidget

from qa_tool.council.model import Round, Selection
from qa_tool.errors import QAError
from qa_tool.work import council, reaudit
from qa_tool.work import template as templates
from qa_tool.work.change import Change
from qa_tool.work.council import Wish
from qa_tool.work.sample_list import selection_of
from ui.context import Context
from ui.dialogs import Field, ask_fields

# "random" is not here: whether a case was drawn is worked out from the recorded draw.
_SELECTIONS = (
    ("picked", "From the draw, or picked by hand"),
    ("re_audit", "Re-audit: audited again by somebody else"),
    ("concern", "Because of a concern"),
    ("calibration", "Calibration"),
    ("mock", "Mock inspection"),
)
_HELP = (
    "Whether a case was drawn is worked out from the round's recorded draw. Only drawn cases "
    "enter the rates."
)


@dataclass(frozen=True, slots=True)
class Preset:
    """What the form begins with; nobody in `never` is offered as auditor."""

    round: str = ""
    template: str = ""
    due: date | None = None
    selection: Selection = "picked"
    never: tuple[str, ...] = ()


def allocate(parent: QWidget, context: Context, cases: Sequence[str], preset: Preset) -> str:
    """Ask for round, template, auditor and due date, and allocate; what was done, as a sentence."""
    space = context.workspace
    rounds = council.rounds(space)
    auditors = _auditors(context, preset)
    if not rounds:
        context.warn("There is no round yet.", "Make the first one on the page Rounds.")
        return ""
    if not auditors:
        who = "else is an auditor" if preset.never else "is an auditor"
        context.warn(f"Nobody {who}.", "Give somebody the role on the page People.")
        return ""
    first = _first_round(rounds, preset)
    offered = _offered(templates.offered(space), rounds, first, preset)
    template = preset.template or offered[0][0] if offered else ""
    kept: list[tuple[Change, str]] = []

    def check(given: Mapping[str, Any]) -> str:
        wishes = [
            Wish(given["round"], case, given["template"], given["auditor"], given["due"],
                 given["selection"])
            for case in cases
        ]  # fmt: skip
        said = _read_before(context, wishes)
        if said:
            return said
        try:
            kept.append((council.allocate(space, wishes), _done(context, wishes)))
        except QAError as error:
            return f"{error} {error.cure}".strip()
        return ""

    n = len(cases)
    fields = [
        Field("round", "Round", "choice", first.id, [(r.id, r.name) for r in rounds]),
        Field("template", "Template", "choice", template, offered),
        Field("auditor", "Auditor", "choice", auditors[0][0], auditors),
        Field("due", "Due", "date", _due(context, first, preset)),
        Field("selection", "Why is it audited?", "choice", preset.selection, _SELECTIONS,
              help=_HELP),
    ]  # fmt: skip
    title, text = f"Allocate {n} case{'s' if n > 1 else ''}", ""
    if preset.never:
        *names, last = (space.name(one) for one in preset.never)
        others = f"{', '.join(names)} and {last}" if names else last
        title = "Allocate a re-audit"
        text = f"It goes to somebody else than {others}: they did it, read it, or had the case."
    if ask_fields(parent, title, fields, "Allocate", text=text, check=check) is None:
        return ""
    change, said = kept[-1]
    context.live.announce(change, "cases")
    return said


def _auditors(context: Context, preset: Preset) -> list[tuple[str, str]]:
    """Everybody who may be asked, by name."""
    people = context.workspace.people.values()
    names = [
        (p.id, p.name)
        for p in people
        if "auditor" in p.roles and not p.ends and p.id not in preset.never
    ]
    return sorted(names, key=lambda pair: pair[1])


def _first_round(rounds: Sequence[Round], preset: Preset) -> Round:
    """The round that is asked for; else the latest that has the template."""
    fit = [
        r for r in rounds if not (preset.template and r.templates) or preset.template in r.templates
    ]
    wanted = [r for r in fit if r.id == preset.round]
    return (wanted or fit or list(rounds))[0]


def _offered(
    titles: Mapping[str, str], rounds: Sequence[Round], first: Round, preset: Preset
) -> list[tuple[str, str]]:
    """The templates with which some round is audited, by key: first those of the round that is asked for."""
    named = [key for each in (first, *rounds) for key in (each.templates or titles)]
    return [(key, titles[key]) for key in dict.fromkeys((*named, preset.template)) if key in titles]


def _due(context: Context, first: Round, preset: Preset) -> date | None:
    """The day to begin with; none that is over."""
    day, today = preset.due or first.due, context.workspace.clock.today()
    return day if day is not None and day >= today else None


def _read_before(context: Context, wishes: Sequence[Wish]) -> str:
    """Why somebody cannot audit a case again, where the form asks for a re-audit; or nothing."""
    again = {wish.case: wish for wish in wishes if wish.selection == "re_audit"}
    if not again:
        return ""
    for row in reaudit.rows(context.workspace):
        wish = again.get(row.case)
        if wish is not None and wish.auditor in row.never:
            name = context.workspace.name(wish.auditor)
            return (
                f"Case {row.reference} cannot go to {name}: they audited it before, read it "
                "again, or it is their own work. Choose another auditor."
            )
    return ""


def _done(context: Context, wishes: Sequence[Wish]) -> str:
    """How many are allocated, and how many of them a recorded draw holds."""
    n = len(wishes)
    words = f"{n} case{'s are' if n > 1 else ' is'} allocated"
    plain = [wish for wish in wishes if wish.selection == "picked"]
    if not plain:
        return f"{words}."
    drawn = sum(
        selection_of(context.workspace, w.round, w.template, w.case) == "random" for w in plain
    )
    parts = [f"{drawn} from the draw"] if drawn else []
    parts += [f"{n - drawn} picked by hand"] if n > drawn else []
    return f"{words}: {', '.join(parts)}."
