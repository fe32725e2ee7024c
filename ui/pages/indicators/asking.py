"""The windows of the page: an indicator, one month, a list of months, the round that it raises."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtWidgets import QWidget

from qa_tool.errors import QAError
from qa_tool.indicator import rules
from qa_tool.indicator.model import UNITS, WAYS, Indicator, Value
from qa_tool.work import indicator as indicators
from qa_tool.work import template as templates
from qa_tool.work.change import Change
from qa_tool.work.workspace import Workspace
from ui.dialogs import Field, ask, ask_fields

Given = Mapping[str, Any]


def ask_indicator(parent: QWidget, space: Workspace, one: Indicator | None) -> Change | None:
    """A new indicator, or another wording of one."""
    now = one or Indicator("", "", "")
    fields = [
        Field("name", "What it counts", value=now.name, needed=True,
              help="Such as “Return interviews within three days”."),
        Field("source", "Where the numbers come from", value=now.source, needed=True,
              help="The report or the system, and how often."),
        Field("about", "What exactly is counted", "long", now.about),
        Field("unit", "It is", "choice", now.unit, tuple(UNITS.items())),
        Field("way", "Direction", "choice", now.way, tuple(WAYS.items())),
        Field("target", "Target", value="" if now.target is None else f"{now.target:g}",
              help="Empty where there is none."),
    ]  # fmt: skip

    def verb(given: Given) -> Change:
        target = _number(str(given["target"]))
        return indicators.keep(
            space,
            replace(now, name=given["name"], source=given["source"], about=given["about"],
                    unit=given["unit"], way=given["way"], target=target),
        )  # fmt: skip

    title = "Change this indicator" if one else "A new indicator"
    return _asked(parent, title, fields, "Keep", verb)


def ask_month(parent: QWidget, space: Workspace, one: Indicator) -> Change | None:
    """One month and its value."""
    fields = [
        Field("month", "Month", needed=True, help="Such as 10/2026 or Oct 2026."),
        Field("value", "Value", help="Empty where the source has none: a gap is no zero."),
    ]

    def verb(given: Given) -> Change:
        month = rules.month_of(str(given["month"]))
        if month is None:
            raise QAError("This is no month.", "Write it as 10/2026 or Oct 2026.")
        return indicators.type_value(space, one.id, month, _number(str(given["value"])))

    return _asked(parent, "One month", fields, "Keep", verb, f"{one.name}. A month that is there is written over.")  # fmt: skip


def sure_of(parent: QWidget, one: Indicator, values: Sequence[Value]) -> bool:
    """Whether the months of a list are to be kept, after a look at which they are."""
    there = {value.month for value in one.values}
    again = sum(value.month in there for value in values)
    gaps = sum(value.value is None for value in values)
    first, last = values[0].month, values[-1].month
    text = (
        f"{len(values)} months from {first:%B %Y} to {last:%B %Y}; {again} of them are there already and "
        f"are written over, {gaps} have no value and stay gaps."
    )
    return ask(parent, f"Bring {len(values)} months in?", text, "Bring in")


def ask_round(parent: QWidget, space: Workspace, one: Indicator) -> Change | None:
    """The themed round that this indicator raises."""
    titles = tuple(sorted(templates.titles(space).items(), key=lambda pair: pair[1]))
    today = space.clock.today()
    fields = [
        Field("name", "Name of the round", value="", needed=True),
        Field("template", "Template", "choice", "core_case_audit", titles),
        Field("starts", "From", "date", today, needed=True),
        Field("ends", "To", "date", None, needed=True),
        Field("planned", "Audits planned", "number"),
        Field("why", "What the indicator shows, and what the round is to find out", "long", needed=True),
    ]  # fmt: skip

    def verb(given: Given) -> Change:
        return indicators.raise_round(
            space, one.id,
            indicators.Wanted(given["name"], given["template"], given["starts"], given["ends"],
                              given["why"], given["planned"] or 0),
        )  # fmt: skip

    text = (
        f"Theme: {one.name}. The indicator is then shown before, during and after the round. Its cases are "
        "drawn on the page Samples."
    )
    return _asked(parent, "Raise a themed round", fields, "Raise the round", verb, text)


def _number(text: str) -> float | None:
    try:
        return rules.value_of(text)
    except ValueError:
        raise QAError(f"“{text}” is no number.", "Type digits, such as 81.5.") from None


def _asked(
    parent: QWidget, title: str, fields: Sequence[Field], yes: str, verb: Callable[[Given], Change],
    text: str = "",
) -> Change | None:  # fmt: skip
    """Ask and do; what is refused stands in the same window."""
    kept: list[Change] = []

    def check(given: Given) -> str:
        try:
            kept.append(verb(given))
        except QAError as error:
            return f"{error} {error.cure}".strip()
        return ""

    asked = ask_fields(parent, title, fields, yes, text=text, check=check)
    return kept[-1] if asked is not None else None
