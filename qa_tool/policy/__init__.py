"""What a council sets for its quality assurance: shares, clocks, numbers, titles, with reasons."""

from qa_tool.policy.check import check
from qa_tool.policy.model import Clocks, Numbers, Policy, Retention, Style, Titles, why
from qa_tool.policy.plain import from_plain, to_plain

__all__ = [
    "Clocks",
    "Numbers",
    "Policy",
    "Retention",
    "Style",
    "Titles",
    "check",
    "from_plain",
    "to_plain",
    "why",
]
