"""Every report that can be asked for: one line each; what builds it is loaded when it is used."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from importlib import import_module
from typing import Any, Literal

from qa_tool.council.model import Role

Asks = Literal[
    "round", "audit", "stop", "team", "area", "service", "theme", "year", "notice", "session", "worker",
    "framework", "template",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Scope:
    """What a report is about; what a report does not ask for stays empty. `round` is a name."""

    round: str = ""
    audit: str = ""
    stop: str = ""
    team: str = ""
    area: str = ""
    service: str = ""
    theme: str = ""
    year: str = ""
    notice: str = ""
    session: str = ""
    worker: str = ""
    framework: str = ""
    template: str = ""


Purpose = Literal["audit", "team", "round", "public", "records"]
PURPOSES: dict[Purpose, str] = {
    "audit": "For one audit",
    "team": "For a team and its learning",
    "round": "For the round and moderation",
    "public": "For the public and partners",
    "records": "Records",
}
LEAD: tuple[Role, ...] = ("qa_lead", "cswo")
EVERYBODY: tuple[Role, ...] = ()


@dataclass(frozen=True, slots=True)
class ReportKind:
    """One report: its key, what people call it, what it is for, its files, what must be said first.

    `builder` is "module:function": called with (workspace, suffix, scope, progress), it gives the
    Report (for PDF) or Workbook (for xlsx, csv) that `qa_tool.export` writes under the same key.
    `asks` that end in "?" may stay empty; `page` says whether the page Reports offers it, `purpose` in
    which of its groups, `roles` to whom (its verb decides; a test holds the two equal).
    """

    key: str
    title: str
    about: str
    suffixes: tuple[str, ...]
    asks: tuple[str, ...]
    builder: str
    page: bool = True
    purpose: Purpose = "records"
    roles: tuple[Role, ...] = LEAD

    def is_for(self, roles: Iterable[str]) -> bool:
        """Whether somebody with these roles has use for it."""
        return not self.roles or bool(set(roles) & set(self.roles))

    def load(self) -> Callable[..., Any]:
        """The function that builds it."""
        module, name = self.builder.split(":")
        found: Callable[..., Any] = getattr(import_module(module), name)
        return found

    def may_ask(self, what: Asks) -> bool:
        """Whether this can be said of it at all."""
        return what in self.asks or f"{what}?" in self.asks


REPORTS: tuple[ReportKind, ...] = (
    ReportKind(
        "summary", "Moderated audit summary",
        "What it rests on, grades by domain, area and team, first against final grade, strengths, "
        "areas for development, actions. For the QA lead and the management team.",
        (".pdf", ".xlsx", ".csv"), ("round?",), "qa_tool.work.report_round:summary", purpose="round",
    ),
    ReportKind(
        "learning", "Learning report",
        "What is working, what we are worried about, what needs to happen. Names no child and no "
        "worker; small teams stand together.",
        (".pdf", ".html", ".docx"), ("round?", "team?", "area?", "service?", "theme?", "year?"),
        "qa_tool.work.report_learning:build", purpose="team",
    ),
    ReportKind(
        "audit", "Audit feedback",
        "One audit, for the worker and their manager. It names the case by its random reference.",
        (".pdf",), ("audit", "round?"), "qa_tool.work.report_one:feedback", purpose="audit",
        roles=("qa_lead", "cswo", "auditor", "moderator", "team_manager", "social_worker"),
    ),
    ReportKind(
        "moderation", "Moderation report",
        "What was to be read again and what was, how far first grades hold and which way they lean, "
        "what second readings led to. Names no auditor.",
        (".pdf", ".xlsx"), ("round?",), "qa_tool.work.report_moderation:moderation", purpose="round",
    ),
    ReportKind(
        "safety_note", "Note of a safety stop",
        "One page for the child's own file.",
        (".pdf",), ("stop",), "qa_tool.work.report_one:safety_note", page=False,
    ),
    ReportKind(
        "safety", "Safety register",
        "Safety stops by level and what they are about, within the clock, late, not settled and the "
        "oldest, what followed. No child's words.",
        (".pdf", ".xlsx"), ("round?", "team?"), "qa_tool.work.report_safety:build",
    ),
    ReportKind(
        "voice", "Voices",
        "Who was asked and heard: child, family, carer, practitioner, manager, partner; how good they "
        "find the help, beside the grade. Counts only, nobody's words.",
        (".pdf", ".xlsx"), ("round?",), "qa_tool.work.report_voice:voice", purpose="round",
        roles=("qa_lead", "cswo", "moderator", "team_manager"),
    ),
    ReportKind(
        "supervision", "Supervision slip",
        "One page about one audit for the practitioner's supervision: strengths, what to talk about, "
        "actions, room for notes.",
        (".pdf",), ("audit",), "qa_tool.work.report_voice:slip", page=False,
    ),
    ReportKind(
        "notices", "QA notices",
        "What was raised in a round or the last twelve months, by stage, theme and team; how fast and "
        "in time it was answered, and whether practice changed. Names no child and no worker.",
        (".pdf", ".xlsx"), ("round?", "team?", "theme?", "year?"), "qa_tool.work.report_notices:report", purpose="records",
        roles=("qa_lead", "cswo", "iro", "iro_manager"),
    ),
    ReportKind(
        "notice_letter", "Letter of a QA notice",
        "One stage of one notice, for whoever has to answer.",
        (".pdf",), ("notice",), "qa_tool.work.report_notices:letter", page=False,
    ),
    ReportKind(
        "actions", "Actions and what changed",
        "How old the open actions are, who saw the proof, what changed for children, requirements "
        "with no action, re-audits before and after. Without a round: everything.",
        (".pdf", ".xlsx"), ("round?",), "qa_tool.work.report_action:build",
    ),
    ReportKind(
        "themes", "Themes",
        "Strengths and areas for development that were tagged: how often, what comes together, round "
        "by round, and words that may be quoted. Names no child and no worker.",
        (".pdf", ".xlsx"), ("round?", "theme?"), "qa_tool.work.report_theme:themes", purpose="team",
    ),
    ReportKind(
        "diagnostic", "Diagnostic session",
        "One session with a team, for the practice learning seminar: the team's grades beside the "
        "partner's, before and after, what good would look like, commitments. No child, no worker.",
        (".pdf",), ("session",), "qa_tool.work.report_diagnostic:session", page=False,
    ),
    ReportKind(
        "diagnostics", "Diagnostic sessions across teams",
        "Teams by standards, the team's grade beside the partner's, movement since last time, themes. "
        "For the partner and the Chief Social Work Officer: no evidence, no child, no worker.",
        (".xlsx",), ("area?", "service?"), "qa_tool.work.report_diagnostics:across", page=False,
    ),
    ReportKind(
        "worker", "A worker's own page",
        "Somebody's audits, strengths and actions, without a grade, a rate or a comparison. For them, "
        "the managers above them and the QA lead.",
        (".pdf",), ("worker?",), "qa_tool.work.report_worker:build", purpose="team", roles=EVERYBODY,
    ),
    ReportKind(
        "framework", "QA framework",
        "A whole framework to read and comment on: clause by clause, what changes, comments with their "
        "answers, every template. Without a name: the one in effect.",
        (".pdf",), ("framework?",), "qa_tool.work.report_framework:build", page=False,
    ),
    ReportKind(
        "pack", "Service-area pack",
        "One page about one service or area for the monthly performance meeting: grades, stops, actions, "
        "notices, three questions.",
        (".pdf", ".html", ".docx"), ("service?", "area?"), "qa_tool.work.report_pack:build", purpose="team",
    ),
    ReportKind(
        "briefing", "Briefing on one side",
        "What works, what worries, what good looks like and what to try this week, for everybody; of a "
        "round, a year, an area or a service.",
        (".pdf", ".html", ".docx"), ("round?", "year?", "area?", "service?"),
        "qa_tool.work.report_briefing:build", purpose="team",
    ),
    ReportKind(
        "self_evaluation", "Extract for the self-evaluation",
        "What we know, how we know it, what we plan, from the year's frozen figures. Internal.",
        (".docx", ".pdf", ".html"), ("year?",), "qa_tool.work.report_extract:self_evaluation", purpose="public",
    ),
    ReportKind(
        "iro_extract", "Extract for the IRO annual report",
        "QA notices, their time and their effect, and the child's voice; small counts hidden.",
        (".docx", ".pdf", ".html"), ("year?",), "qa_tool.work.report_extract:iro", purpose="public",
    ),
    ReportKind(
        "committee", "Report to committee",
        "What was found and how sure it is, for elected members, from the public edition; law, money and "
        "risk are left to the council.",
        (".docx", ".pdf", ".html"), ("year?",), "qa_tool.work.report_extract:committee", purpose="public",
    ),
    ReportKind(
        "blank_form", "Blank form",
        "One template to fill in on paper (.pdf), with whom to speak to first. The .xlsx is the template "
        "itself in the XLSForm dialect, to change its questions in, with no room for answers: an audit to "
        "fill in in Excel is written with 'workbook export'.",
        (".pdf", ".xlsx"), ("template",), "qa_tool.work.blank_form:build", page=False,
    ),
    ReportKind(
        "annual", "Annual report",
        "Both editions of the year's report as PDF, HTML, workbook and CSV, and the disclosure record: "
        "a folder, not a file.",
        (), ("year?",), "qa_tool.work.report_annual:annual_of", page=False,
    ),
)  # fmt: skip


def report_kind(key: str) -> ReportKind | None:
    """The report of this key."""
    return next((one for one in REPORTS if one.key == key), None)
