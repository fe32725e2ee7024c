"""The council's house style: kept in the policy, put on everything that is printed."""

from base64 import b64decode, b64encode
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from qa_tool.errors import QAError
from qa_tool.policy.model import Policy
from qa_tool.report.blocks import House, Report
from qa_tool.report.workbook import Workbook

Made = TypeVar("Made", bound=object)


def house(policy: Policy) -> House:
    """Logo and accent as a report takes them."""
    return House(b64decode(policy.style.logo), policy.style.accent)


def signatory(policy: Policy) -> str:
    """The title under what is published."""
    return policy.style.signatory.strip() or policy.titles.cswo


def dressed(policy: Policy, made: Made) -> Made:
    """A report or workbook in the council's style; what has no marking gets none."""
    changes: dict[str, object] = {}
    if isinstance(made, Report | Workbook) and made.marking:
        changes["marking"] = policy.style.marking
    if isinstance(made, Report):
        changes["house"] = house(policy)
    return replace(made, **changes) if changes else made  # type: ignore[type-var]


def read_logo(path: Path) -> str:
    """A picture from a file, small, as the policy keeps it; refused with a sentence."""
    from qa_tool.export import logo

    try:
        with path.open("rb") as file:
            raw = file.read(logo.LARGEST + 1)
    except OSError as error:
        raise QAError(
            "The picture cannot be read.", "Choose another file, or copy it to this computer first."
        ) from error
    if len(raw) > logo.LARGEST:
        raise QAError(
            f"This picture is larger than {logo.LARGEST // 1_000_000} MB.",
            "Save it smaller and choose it again.",
        )
    return b64encode(logo.small(raw)).decode("ascii")
