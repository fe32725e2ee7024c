"""A council's policy: every number and text that a council may set, each with a default and its reason.

`Policy()` is a whole policy. The reason of a setting stands in its field, so that a settings page
and the help can print it: `why("moderation_share")`.
"""

from dataclasses import dataclass, field, fields
from decimal import Decimal
from typing import Any


def _set(default: Any, why: str) -> Any:
    """One setting: its default, and why it is so."""
    return field(default=default, metadata={"why": why})


@dataclass(frozen=True, slots=True)
class Numbers:
    """Where a safety concern goes in this council: names, telephone numbers, times, as typed there."""

    danger: str = _set(
        "", "The duty or team manager's number: somebody may be in danger now, within the hour."
    )
    out_of_hours: str = _set("", "The emergency duty team, when the office is closed.")
    head_of_service: str = _set(
        "", "Serious concerns, and every concern about a manager's own decision."
    )
    lado: str = _set("", "Concerns about somebody who works with children.")
    adult_safeguarding: str = _set("", "Concerns about a care leaver over 18.")


@dataclass(frozen=True, slots=True)
class Titles:
    """What this council calls its posts; councils differ."""

    cswo: str = _set(
        "Chief Social Work Officer", "A local post in England; some say Director of Practice."
    )
    director: str = _set(
        "Director of Children's Services", "The statutory post that answers for the service."
    )
    lead_member: str = _set("Lead Member", "The statutory post among the elected members.")
    principal_social_worker: str = _set(
        "Principal Social Worker", "A role of its own, not another word for the post above."
    )
    chief_executive: str = _set(
        "Chief Executive", "Exceptionally, a concern is taken as high as this."
    )
    members: str = _set("Elected members", "Exceptionally, a concern is taken to them.")
    head_of_service: str = _set(
        "Head of service", "Takes serious concerns, and those about a manager's own decision."
    )


@dataclass(frozen=True, slots=True)
class Clocks:
    """How long things may take; working days of England and Wales unless it says otherwise."""

    child_action_days: tuple[int, ...] = _set(
        (1, 5, 20), "What may be chosen for an action for one child: at once, a week, a month."
    )
    service_action_months: tuple[int, ...] = _set(
        (1, 3, 6), "What may be chosen for an action for the service."
    )
    feedback_days: int = _set(5, "The practitioner and manager hear soon, or learning is lost.")
    reply_days: int = _set(5, "They get as long again to answer.")
    reading_days: int = _set(5, "A second reading comes while the file is fresh.")
    dispute_days: int = _set(5, "A third reader, or the QA lead, ends a dispute as quickly.")
    re_audit_months: int = _set(3, "Every Inadequate is audited again, by somebody else.")
    supervision_days: int = _set(
        20, "What an audit found is talked through in the next supervision."
    )
    contact_check_days: int = _set(
        14, "Calendar days: whether a family is safe to contact is asked again after two weeks."
    )
    concern_days: int = _set(
        20, "Working days for an answer to a concern taken higher; then it stands on Home."
    )
    protection_visit_days: int = _set(
        10,
        "Working days from visit to visit under a protection plan: a local standard, no law sets it.",
    )


@dataclass(frozen=True, slots=True)
class Style:
    """How what this council publishes looks: its logo, colour, marking, and who signs."""

    accent: str = _set("#4338A8", "Covers, panels and large figures; white must be read on it.")
    marking: str = _set(
        "OFFICIAL-SENSITIVE",
        "Stands on every page of what stays inside; never on a public edition.",
    )
    signatory: str = _set(
        "",
        "The title under what is published; empty: what the Chief Social Work Officer is called here.",
    )
    logo: str = _set(
        "", "A small picture, kept as text in the policy, so that a report needs no other file."
    )


@dataclass(frozen=True, slots=True)
class Retention:
    """For how many years each class of record is kept: proposals, which the council checks."""

    case_audit: int = _set(
        6,
        "A common period for quality assurance; the child's own file is kept elsewhere, and longer.",
    )
    observation: int = _set(3, "A personnel record: no longer than learning and appraisal need it.")
    supervision_audit: int = _set(
        3, "A personnel record: no longer than learning and appraisal need it."
    )
    service_audit: int = _set(6, "As long as audits of cases, so that both can be read together.")
    action: int = _set(6, "As long as the audits that it answers.")
    safety_stop: int = _set(
        25,
        "Every child will be grown up by then. Where sexual abuse is alleged, guidance asks for longer: hold it.",
    )
    notice: int = _set(6, "As long as the audits; the child's own file holds what was decided.")
    concern: int = _set(6, "Two inspections lie within six years; each may ask what was answered.")
    diagnostic: int = _set(
        3, "A session is looked at again within two years; then its words have served."
    )
    survey: int = _set(6, "Short messages; the counts stay for the trend.")
    calibration: int = _set(
        3, "Two years of sessions can be compared; a worked example may tell of a child."
    )
    requirement: int = _set(
        6, "Two inspections lie within six years; the next asks what came of it."
    )
    objective: int = _set(6, "As long as the requirements and actions under it.")
    comment: int = _set(6, "As long as the framework that it helped to write is remembered.")
    case: int = _set(1, "Once its audits are gone, nobody needs the number to find the child.")


@dataclass(frozen=True, slots=True)
class Policy:
    """All that a council sets for its quality assurance; kept in the ledger, with history."""

    council_name: str = _set("", "Stands on every report.")
    titles: Titles = field(
        default_factory=Titles, metadata={"why": "Councils name their posts differently."}
    )
    numbers: Numbers = field(
        default_factory=Numbers, metadata={"why": "The program notifies nobody: people must call."}
    )
    clocks: Clocks = field(
        default_factory=Clocks, metadata={"why": "What has no date is not followed up."}
    )
    style: Style = field(
        default_factory=Style, metadata={"why": "A council's report looks like the council's."}
    )
    retention: Retention = field(
        default_factory=Retention, metadata={"why": "Nothing is kept longer than it is needed."}
    )
    moderation_share: int = _set(
        30, "Percent of the rest, drawn at random: only those speak for what nobody read again."
    )
    moderation_capacity: int = _set(
        50,
        "How many of every 100 planned audits the moderators can read again. What the worst grades, "
        "the safety stops and the lot leave free goes to departing overalls, overruled consistency "
        "problems and new auditors.",
    )
    new_auditor_audits: int = _set(
        3,
        "So many first audits of a new auditor are read again where there is room: help comes early.",
    )
    exclude_months: int = _set(
        12, "A case audited within a year is not drawn again, so that files and teams take turns."
    )
    small_team_audits: int = _set(
        10, "Below so many audits a team's figures say more about chance than about the team."
    )
    small_team_workers: int = _set(
        3, "Below so many workers a team's figures are one person's figures."
    )
    lock_minutes: int = _set(
        10, "A laptop left open shows children's records; drafts are safe before it locks."
    )
    keep_council_number: bool = _set(
        default=True,
        why="People allocated to a case must find it in the case system; it is kept encrypted.",
    )
    allow_hand_picking: bool = _set(
        default=True,
        why="A case chosen by hand is marked and enters no rate; some councils forbid it altogether.",
    )
    re_audit_at_sign_off: bool = _set(
        default=False,
        why="An Inadequate that is signed off gives its re-audit to somebody at once, so that nobody has to remember it.",
    )
    verify_share: int = _set(
        20, "Percent of ordinary actions that somebody else verifies, drawn at random."
    )

    @property
    def moderation_fraction(self) -> Decimal:
        """The share of the rest that is read again, between 0 and 1."""
        return Decimal(self.moderation_share) / 100


Record = Policy | Numbers | Titles | Clocks | Style | Retention
"""Whatever holds settings."""


def why(name: str, of: type[Record] = Policy) -> str:
    """Why a setting is as it is, in one sentence; empty for an unknown name."""
    return next((str(f.metadata["why"]) for f in fields(of) if f.name == name), "")
