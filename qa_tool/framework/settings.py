"""Which settings of a council's policy belong to its framework, and which stay the council's own."""

from collections.abc import Iterable, Mapping
from dataclasses import fields, replace
from typing import Any

from qa_tool.framework.model import Setting
from qa_tool.policy.model import Clocks, Policy, why

SECTIONS: Mapping[str, tuple[tuple[str, str, str], ...]] = {
    "sampling": (
        ("exclude_months", "A case is not drawn again for", "months"),
        ("allow_hand_picking", "Cases may be chosen by hand (marked, in no rate)", ""),
    ),
    "moderation": (
        ("moderation_share", "Read again at random, of the rest", "percent"),
        ("moderation_capacity", "Read again at most, of every 100 planned audits", "audits"),
        ("new_auditor_audits", "First audits of a new auditor that are read again", "audits"),
        ("clocks.reading_days", "A second reading is done within", "working days"),
        ("clocks.dispute_days", "A dispute is ended within", "working days"),
    ),
    "clocks": (
        ("clocks.feedback_days", "Practitioner and manager hear of an audit within", "working days"),
        ("clocks.reply_days", "They may reply within", "working days"),
        ("clocks.supervision_days", "Taken to supervision within", "working days"),
        ("clocks.child_action_days", "Actions for one child are due in", "working days"),
        ("clocks.service_action_months", "Actions for the service are due in", "months"),
        ("clocks.re_audit_months", "Every Inadequate is audited again within", "months"),
        ("clocks.contact_check_days", "Whether a family is safe to contact is asked again after",
         "days"),
        ("clocks.concern_days", "A concern taken higher is answered within", "working days"),
        ("clocks.protection_visit_days", "Visits under a protection plan, local: at most every",
         "working days"),
    ),
    "counting": (
        ("verify_share", "Ordinary actions verified by somebody else, at random", "percent"),
        ("re_audit_at_sign_off", "A re-audit is given out with the sign-off of an Inadequate", ""),
        ("small_team_audits", "A team's figures are shown from", "audits"),
        ("small_team_workers", "A team's figures are shown from", "workers"),
    ),
}  # fmt: skip
"""By section: the setting, how a framework says it, and what it is counted in ("" is yes or no)."""

COUNCILS_OWN = frozenset({
    "council_name", "titles", "numbers", "style", "lock_minutes", "keep_council_number",
    "retention",
})  # fmt: skip
"""What no framework carries: another council's numbers to ring would be dangerous here."""

_TOLD = {name: (title, unit) for rows in SECTIONS.values() for name, title, unit in rows}
NAMES: tuple[str, ...] = tuple(_TOLD)


def title_of(name: str) -> str:
    """How the framework says this setting."""
    return _TOLD[name][0] if name in _TOLD else name


def reason(name: str) -> str:
    """Why the setting is there."""
    part, _, inner = name.rpartition(".")
    return why(inner, Clocks) if part else why(name)


def words(setting: Setting) -> str:
    """The value as people say it: 5 working days; 1, 5 or 20 working days; yes."""
    unit = _TOLD.get(setting.name, ("", ""))[1]
    if is_yes_no(setting.name):
        return "Yes" if setting.values == (1,) else "No"
    said = [str(value) for value in setting.values]
    listed = said[0] if len(said) == 1 else f"{', '.join(said[:-1])} or {said[-1]}"
    return f"{listed} {unit[:-1] if setting.values == (1,) and unit.endswith('s') else unit}"


def is_yes_no(name: str) -> bool:
    """Whether the setting is answered with yes or no."""
    return isinstance(_of(Policy(), name), bool)


def is_list(name: str) -> bool:
    """Whether the setting is several lengths to choose from."""
    return isinstance(_of(Policy(), name), tuple)


def _of(policy: Policy, name: str) -> Any:
    part, _, inner = name.rpartition(".")
    return getattr(policy.clocks if part else policy, inner)


def of_policy(policy: Policy) -> tuple[Setting, ...]:
    """The settings of a policy that a framework fixes."""
    return tuple(Setting(name, _values(_of(policy, name))) for name in NAMES)


def _values(value: Any) -> tuple[int, ...]:
    return tuple(value) if isinstance(value, tuple) else (int(value),)


def on_policy(policy: Policy, settings: Iterable[Setting]) -> Policy:
    """The policy with a framework's settings in it; what is the council's own stays."""
    top: dict[str, Any] = {}
    clocks: dict[str, Any] = {}
    for setting in settings:
        if setting.name not in _TOLD:
            continue
        part, _, inner = setting.name.rpartition(".")
        (clocks if part else top)[inner] = _valued(setting)
    return replace(policy, clocks=replace(policy.clocks, **clocks), **top)


def _valued(setting: Setting) -> Any:
    if is_list(setting.name):
        return setting.values
    value = setting.values[0]
    return bool(value) if is_yes_no(setting.name) else value


def left_out() -> frozenset[str]:
    """Settings of the policy that neither a framework carries nor stay the council's own: none."""
    top = {one.name for one in fields(Policy)} - COUNCILS_OWN - {"clocks"}
    every = top | {f"clocks.{one.name}" for one in fields(Clocks)}
    return frozenset(every - set(NAMES))
