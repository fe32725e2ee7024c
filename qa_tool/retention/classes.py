"""The classes of record, in the order in which a schedule lists them.

The periods are settings of the council's policy (`Retention`), proposals and not law: each council
holds them against its own retention schedule.
"""

from collections.abc import Mapping

from qa_tool.retention.model import RecordClass

CHECKED = "November 2026"
COUNCIL_TO_CHECK = (
    f"The periods are the program's proposals, last looked at in {CHECKED}. They are not law: "
    "the council checks them against its own retention schedule and changes them in Settings."
)
BACKUPS = (
    "Backups made before keep the words until they are thinned or deleted; so does a store that a restore "
    "moved aside, until somebody deletes its folder, and so do reports and packs that have left the "
    "program; nobody here can call those back."
)
AFTER_RESTORE = (
    "What was written after this backup is not in it, legal holds, erasures and disposals too: a hold made "
    "since then no longer stands, and words erased since then are back. The next sign-in reads the store "
    "that was moved aside, and Home and Records say what must be done again: do it there before anything "
    "else. Only then delete the folder with the store that was moved aside: it keeps words that were erased."
)
_FIGURES = "Grades, dates and counts stay, so that every figure stays as it was; so do the chain and the signatures."

_AUDIT_GOES = (
    "Every typed word: evidence, reasons, the second reading's words, replies, voices, the dispute."
)
_LIST: tuple[RecordClass, ...] = (
    RecordClass("case_audit", "Case audits", "sign-off", _AUDIT_GOES, _FIGURES),
    RecordClass(
        "observation", "Practice observations", "sign-off", _AUDIT_GOES,
        f"{_FIGURES} It is a personnel record and has a period of its own.",
    ),
    RecordClass(
        "supervision_audit", "Supervision audits", "sign-off", _AUDIT_GOES,
        f"{_FIGURES} It is a personnel record and has a period of its own.",
    ),
    RecordClass("service_audit", "Audits of teams and organisations", "sign-off", _AUDIT_GOES, _FIGURES),
    RecordClass(
        "action", "Actions", "the finish", "What was to be done, the proof, the difference it made.",
        "Owner, dates, state and links stay, so that the counts stay.",
    ),
    RecordClass(
        "safety_stop", "Safety stops", "it is settled", "What was seen, what people answered, what followed.",
        "Level, times, who was told and whether in time stay. The note in the child's own file is not here.",
    ),
    RecordClass(
        "notice", "QA notices", "the last step", "What was raised, answers, the child's view, legal advice.",
        "Stages, days, endings and whether practice changed stay.",
    ),
    RecordClass(
        "concern", "Concerns taken higher", "answer or withdrawal", "What it was about, what was asked and answered.",
        "To whom, when, and how long the answer took stay.",
    ),
    RecordClass(
        "diagnostic", "Diagnostic sessions", "the session", "Evidence, the partner's view, the words of commitments.",
        "Agreed grades, counts and dates stay.",
    ),
    RecordClass(
        "survey", "Surveys and complaints by quarter", "the quarter", "The messages.", "The counts stay.",
    ),
    RecordClass(
        "calibration", "Calibration sessions", "the close",
        "Worked examples, everybody's reasons, what was talked over.",
        "Grades, who took part and the days stay.",
    ),
    RecordClass(
        "requirement", "Requirements", "met or withdrawn", "What was asked for, and the reason it was settled.",
        "Source, times, state and the actions that answer it stay, so that the counts stay.",
    ),
    RecordClass(
        "objective", "Objectives of the plan", "its day, once ended", "Its title, and what it was about.",
        "Owner, day and the links of actions stay.",
    ),
    RecordClass(
        "comment", "Comments on draft frameworks", "the day it was said", "What was said, and the reason given.",
        "Clause, day and decision stay. The framework itself is kept.",
    ),
    RecordClass(
        "case", "Council's case numbers", "closing; audits gone",
        "The council's number and the link to brothers and sisters.",
        "The random reference and what is counted (kind, age band) stay.",
    ),
    RecordClass(
        "release", "What has left the program", "writing", "", "", kept=True,
        why="It proves who took what out, and holds no child's words.",
    ),
    RecordClass(
        "publication", "Published reports", "publishing", "", "", kept=True,
        why="They are public, and next year is checked against them. They hold protected counts and printed "
        "quotations; one that is erased is taken out of what is stored here, not of copies that are out.",
    ),
    RecordClass(
        "draw", "Samples drawn", "drawing", "", "", kept=True,
        why="The proof that chance chose; it holds random references, no numbers and no words.",
    ),
    RecordClass(
        "disposal", "Disposals and legal holds", "writing", "", "", kept=True,
        why="The proof that records went by rule, or were kept for a reason.",
    ),
)  # fmt: skip
SINGLE: Mapping[str, str] = {
    "action": "Action",
    "safety_stop": "Safety stop",
    "notice": "QA notice",
    "concern": "Concern taken higher",
    "diagnostic": "Diagnostic session",
    "survey": "A quarter's counts and messages",
    "calibration": "Calibration session",
    "requirement": "Requirement",
    "objective": "Objective",
    "comment": "Comment on a draft framework",
    "case": "Council's case number",
}
"""What one record of a class is called; an audit by its template."""
CLASSES: Mapping[str, RecordClass] = {one.key: one for one in _LIST}
AUDITS = ("case_audit", "observation", "supervision_audit", "service_audit")


def class_of_audit(subject: str, template: str) -> str:
    """Which class an audit belongs to: by whom its template is about, and for a worker by its key."""
    if subject == "worker":
        return "supervision_audit" if "supervision" in template else "observation"
    return "case_audit" if subject == "child" else "service_audit"
