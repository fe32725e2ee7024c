"""The redacted pack for a peer reviewer: chosen audits without names, places, dates and numbers."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from qa_tool.figures.dataset import ActionFact, AuditFact, DataSet, Words
from qa_tool.report.blocks import (
    Block,
    Bullets,
    Callout,
    Heading,
    PageBreak,
    Paragraph,
    Quote,
    Report,
    TableBlock,
)
from qa_tool.report.columns import GradeColumn, Row, Text
from qa_tool.report.naming import MODES, grade_name, plain, plural, title_of, tones
from qa_tool.report.workbook import Sheet, Workbook
from qa_tool.template.model import Template

TITLE = "Audits for a peer reviewer"
DRAFT = "DRAFT: NOT TO LEAVE THE COUNCIL"
LEFT_OUT = (
    "Case numbers and references, names of children, families, workers, auditors and readers",
    "Teams, areas, dates, ages, ethnicity, places and numbers inside what was typed",
    "What children, families and practitioners said, their replies, and how they were asked",
    "Everything about a safety stop but that there was one",
)
Blank = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class PeerPack:
    """The chosen audits, each a data set of its own, in the order in which they are numbered."""

    audits: tuple[DataSet, ...]
    why: str
    to: str
    draft: bool
    blank: Blank

    @property
    def first(self) -> DataSet:
        """What holds for all of them."""
        return self.audits[0]


def build(pack: PeerPack) -> Report:
    """The whole pack as one document; audits carry a number within it and nothing else."""
    data = pack.first
    blocks: list[Block] = []
    if data.demonstration:
        said = "Every child, worker and audit in this document is made up."
        blocks.append(Callout("Demonstration data", said))
    if pack.draft:
        said = (
            "Names and places were blanked by rules, which know no child's name. Read every page: what still "
            "points to somebody is corrected in the choice of audits, not here."
        )
        blocks.append(Callout("Read it before it leaves", said, "danger"))
    blocks += [
        Heading("What this is"),
        Paragraph(
            f"{plural(len(pack.audits), 'audit')}, chosen for the review named on the cover, to be read and not to be "
            "copied. It cannot be used to count: nobody drew these audits by lot."
        ),
        Paragraph("Left out or blanked:"),
        Bullets(LEFT_OUT),
    ]
    for number, one in enumerate(pack.audits, 1):
        blocks += [PageBreak(), *_audit(number, one, pack.blank)]
    return Report(
        TITLE, "Draft" if pack.draft else "For reading only", data.council, DRAFT if pack.draft else data.marking,
        data.made, tuple(blocks),
        facts=(("For", pack.to), ("Reason", pack.why), ("Audits", str(len(pack.audits)))),
    )  # fmt: skip


def _audit(number: int, data: DataSet, blank: Blank) -> tuple[Block, ...]:
    audit = data.audits[0]
    template = data.template_of(audit)
    blocks: list[Block] = [
        Heading(f"Audit {number}"),
        Paragraph(
            f"{template.title if template else plain(audit.template)}; {plain(audit.kind_of_case).lower()}; "
            f"{MODES.get(audit.mode, plain(audit.mode)).lower()}."
        ),
        *((Paragraph("A safety stop was raised."),) if audit.safety else ()),
        *_grades(audit, template),
    ]
    seen = ""
    for words in _said(audit, template):
        first = words.key.split(".", 1)[0]
        if first != seen:
            blocks.append(Heading(title_of(first, template), 2))
            seen = first
        blocks += [Paragraph(_label(words, blank), muted=True), Paragraph(blank(words.text))]
    blocks += _second(audit, template, blank)
    return (*blocks, *_actions(data.actions, template, blank))


def _label(words: Words, blank: Blank) -> str:
    """What was asked, in the template's words; the name of an entry was typed, so it is blanked."""
    return blank(words.label) if "[" in words.key else words.label


def _said(audit: AuditFact, template: Template | None) -> tuple[Words, ...]:
    """What was written about graded work, and strengths; not what somebody said in a conversation."""
    graded = {domain.key for domain in template.graded} if template is not None else set()
    wanted = graded | {"overall", "strength"}
    return tuple(w for w in audit.words if w.text.strip() and w.key.split(".", 1)[0] in wanted)


def _grades(audit: AuditFact, template: Template | None) -> tuple[Block, ...]:
    if template is None:
        return ()
    return (
        TableBlock(
            "Grades", ("Domain", "Auditor", "Second reader", "Final"), ("text", "grade", "grade", "grade"),
            tuple(_rows(audit, template)), tones=tones((template,)),
        ),
    )  # fmt: skip


def _rows(audit: AuditFact, template: Template) -> Sequence[tuple[str, str, str, str]]:
    read = audit.settled
    rows = [
        (
            domain.title, grade_name(audit.grades.get(domain.key, ""), template, domain),
            grade_name(read.grades.get(domain.key, ""), template, domain) if read else "",
            grade_name(audit.final_grades.get(domain.key, ""), template, domain),
        )
        for domain in template.graded
    ]  # fmt: skip
    if template.overall.kind == "graded":
        second = grade_name(read.overall, template) if read else ""
        final = grade_name(audit.final_overall, template)
        rows.append(("Overall", grade_name(audit.overall, template), second, final))
    return rows


def _second(audit: AuditFact, template: Template | None, blank: Blank) -> tuple[Block, ...]:
    read = audit.settled
    if read is None:
        return (Paragraph("Nobody read this audit a second time.", muted=True),)
    said = [
        Quote(blank(text), title_of(key, template))
        for key, text in sorted(read.reasons.items())
        if text.strip()
    ]
    if read.reason.strip():
        said.append(Quote(blank(read.reason), "What was settled"))
    return (Heading("What the second reader wrote", 2), *said) if said else ()


def _actions(
    actions: Sequence[ActionFact], template: Template | None, blank: Blank
) -> tuple[Block, ...]:
    rows = tuple(
        (title_of(one.domain, template), blank(one.what), plain(one.state), blank(one.difference))
        for one in actions
        if one.state != "withdrawn"
    )
    if not rows:
        return (Paragraph("No actions came out of this audit.", muted=True),)
    header = ("About", "Action", "State", "What changed")
    return (
        Heading("Actions", 2),
        TableBlock("", header, ("text", "long", "text", "long"), rows),
    )


def workbook(pack: PeerPack) -> Workbook:
    """The grades of the same audits, one line a domain."""
    rows: list[Row] = []
    used: dict[str, Template] = {}
    for number, data in enumerate(pack.audits, 1):
        audit = data.audits[0]
        template = data.template_of(audit)
        if template is None:
            continue
        used[template.key] = template
        start = (f"Audit {number}", template.title, plain(audit.kind_of_case))
        rows += [(*start, *row) for row in _rows(audit, template)]
    columns = (
        Text("Audit", width=12), Text("Template", width=34), Text("Kind of case", width=22),
        Text("Domain", width=44), GradeColumn("Auditor"), GradeColumn("Second reader"), GradeColumn("Final"),
    )  # fmt: skip
    data = pack.first
    note = "Chosen audits: they stand for no others, and nothing may be counted from them."
    return Workbook(
        TITLE, data.council, DRAFT if pack.draft else data.marking, data.made,
        (Sheet("Grades", "Grades of each audit", columns, tuple(rows), (note,)),), tones(used.values()),
    )  # fmt: skip
