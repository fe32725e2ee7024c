"""What the QA lead of the made-up council is writing: the next version of the core case audit, half done."""

from collections.abc import Callable
from datetime import timedelta

from qa_tool.demo.story import Teller
from qa_tool.template.edit import Edit, Tables, put
from qa_tool.template.edit_new import add_question
from qa_tool.work import designer
from qa_tool.work import template as templates

_ASKED = (
    "Does the record say what a good day is like for this child, in words the child would know?"
)
_HELP = (
    "One dated entry is enough where it is particular. A list of likes copied from a form is not."
)


def tell(teller: Teller) -> None:
    """A draft of the next version: one new question whose place is found, and one not worded yet."""
    lead = teller.desk("")
    teller.at(teller.today - timedelta(days=2), 16)
    draft = designer.begin_from(lead, templates.current(lead, "core_case_audit")[0]).ids[0]
    domains = designer.open_draft(lead, draft).tables["domain"]
    voice = next(place for place, one in enumerate(domains) if one["key"] == "voice")
    at = ("domain", voice, "question", 1)
    steps: tuple[Callable[[Tables], Edit | None], ...] = (
        lambda tables: add_question(tables, at, "yes_no"),
        lambda tables: put(tables, (*at, "key"), "good_day"),
        lambda tables: put(tables, (*at, "text"), _ASKED),
        lambda tables: put(tables, (*at, "help"), _HELP),
        lambda tables: add_question(tables, (*at[:-1], 2), "text"),
    )
    for step in steps:
        edit = step(designer.open_draft(lead, draft).tables)
        if edit is not None:
            designer.keep(lead, draft, edit)
