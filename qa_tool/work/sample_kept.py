"""Samples as they are kept: the one that stands for a round and template, and what it draws over."""

from qa_tool.council.model import Case, Round
from qa_tool.errors import QAError
from qa_tool.sampling.frame import case_number
from qa_tool.sampling.model import Sample
from qa_tool.store import sample as shelf
from qa_tool.work.workspace import Workspace


def template_of(round_: Round, template: str = "") -> str:
    """The template meant: the one named, or the only one of the round."""
    if template and template not in round_.templates:
        raise QAError(
            f"The round '{round_.name}' does not use the template '{template}'.",
            f"It uses: {', '.join(round_.templates)}.",
        )
    if not template and not round_.templates:
        raise QAError(f"The round '{round_.name}' has no template.", "Give it one first.")
    return template or round_.templates[0]


def current(workspace: Workspace, round_id: str, template: str) -> Sample | None:
    """The sample of a round and template that stands: seeded or drawn, not set aside."""
    found = shelf.samples(
        workspace.store, round_=round_id, template=template, states=("seeded", "drawn")
    )
    return found[-1].sample if found else None


def need_drawn(workspace: Workspace, sample_id: str) -> Sample:
    """A drawn sample, or a sentence."""
    found = shelf.one(workspace.store, sample_id)
    if found is None or found.sample.state != "drawn":
        raise QAError("This sample is not drawn.", "Look at the list of samples again.")
    return found.sample


def number_of(case: Case) -> str:
    """What a case's ticket is made of: the council's number, or our reference where there is none."""
    return case_number(case.council_number) or case.reference
