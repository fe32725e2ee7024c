"""What a template should be like though the program could live without: warnings only."""

from qa_tool.template.draft import Draft
from qa_tool.template.findings import Findings, Place
from qa_tool.template.model import SubjectKind

DIP_MINUTES = 20
DIP_QUESTIONS = 12
FULL_QUESTIONS = 40
CORE_DOMAINS = 10
OTHER_DOMAINS = 11
_TOP = Place()


def check_guidance(
    key: str, subject: SubjectKind, minutes: int, draft: Draft, findings: Findings
) -> None:
    """Warn about size, and about what every audit of a child should ask."""
    _check_size(key, minutes, draft, findings)
    for domain, place in draft.domains:
        if not domain.questions:
            cure = "Add three to five questions, the last about the difference for the child."
            findings.warning(place, "The domain has no questions.", cure, "no_questions")
    if subject == "child":
        _check_child(draft, findings)


def _check_size(key: str, minutes: int, draft: Draft, findings: Findings) -> None:
    questions = sum(question.kind != "note" for question, _ in draft.questions)
    domains = sum(domain.graded for domain, _ in draft.domains)
    dip = minutes <= DIP_MINUTES or "dip" in key.split("_")
    most = DIP_QUESTIONS if dip else FULL_QUESTIONS
    if questions > most:
        sort = "dip sample" if dip else "full audit"
        what = f"The template asks {questions} questions; {most} is enough for a {sort}."
        cure = "Keep the questions whose answers change something."
        findings.warning(_TOP, what, cure, "many_questions")
    most = CORE_DOMAINS if "core" in key.split("_") else OTHER_DOMAINS
    if domains > most:
        what = f"The template grades {domains} domains; {most} is enough."
        cure = "Put domains together that rest on the same records."
        findings.warning(_TOP, what, cure, "many_domains")


def _check_child(draft: Draft, findings: Findings) -> None:
    """Audits of a child ask about safety, and say with whom they were done."""
    if not draft.safety:
        cure = "Add a [[safety]] table."
        what = "No safety question is asked, although the audit looks at a child."
        findings.warning(_TOP, what, cure, "no_safety_question")
    if not any(q.key == "about.mode" and q.required for q, _ in draft.questions):
        cure = "Begin with an ungraded domain 'about' that asks 'mode', and require it."
        what = "The audit does not say how it was done: from the record, or with people."
        findings.warning(_TOP, what, cure, "no_mode")
