"""A policy as plain values for the ledger, and back."""

from collections.abc import Mapping
from dataclasses import asdict, fields
from typing import Any, TypeVar

from qa_tool.errors import QAError
from qa_tool.policy.model import Clocks, Numbers, Policy, Record, Retention, Style, Titles

R = TypeVar("R", bound=Record)
_PARTS: dict[str, type[Record]] = {
    "titles": Titles,
    "numbers": Numbers,
    "clocks": Clocks,
    "style": Style,
    "retention": Retention,
}


def to_plain(policy: Policy) -> dict[str, object]:
    """The policy as JSON can hold it."""
    plain: dict[str, object] = asdict(policy)
    clocks = {
        name: list(value) if isinstance(value, tuple) else value
        for name, value in asdict(policy.clocks).items()
    }
    return plain | {"clocks": clocks}


def from_plain(plain: Mapping[str, object]) -> Policy:
    """The policy that was kept; what an older program did not know gets its default.

    What a newer program added is left out here; it stays in the ledger's entry. A value of the
    wrong sort is trouble, because a policy that was half understood is none.
    """
    taken: dict[str, Any] = {}
    for name, value in plain.items():
        part = _PARTS.get(name)
        if part is None:
            taken[name] = value
        elif isinstance(value, Mapping):
            taken[name] = _made(part, value)
        else:
            raise _trouble(name)
    return _made(Policy, taken)


def _made(of: type[R], values: Mapping[str, Any]) -> R:
    default = of()
    taken: dict[str, Any] = {}
    for setting in fields(of):
        if setting.name not in values:
            continue
        value = values[setting.name]
        kind = type(getattr(default, setting.name))
        if kind is tuple and isinstance(value, list | tuple):
            value = tuple(value)
            if not all(type(item) is int for item in value):
                raise _trouble(setting.name)
        if type(value) is not kind:
            raise _trouble(setting.name)
        taken[setting.name] = value
    return of(**taken)


def _trouble(name: str) -> QAError:
    return QAError(
        f"The council's policy cannot be read: the setting '{name}' has the wrong sort of value.",
        "Run verify; if the store is whole, save the policy again on the settings page.",
    )
