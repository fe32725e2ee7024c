"""The overall grade, the rules that cap it, and the safety questions, read from their tables."""

from typing import cast, get_args

from qa_tool.template.draft import Draft
from qa_tool.template.model import (
    Grading,
    Overall,
    OverallKind,
    Rule,
    SafetyLevel,
    SafetyQuestion,
    Scale,
)
from qa_tool.template.table import Table

SAFETY_ANSWERS = ("yes", "no", "not_known")
_BASES = ("worse_median",)
_ABOUT_DOMAINS = ("domains", "at_or_below", "worse_than", "at_least")


def read_overall(top: Table, draft: Draft) -> None:
    """Read [overall] and [grading] into the draft."""
    table = top.table("overall", "overall")
    if table is None:
        if not top.has("overall"):
            cure = 'Add [overall] with kind = "graded", "written" or "absent".'
            top.findings.error(top.place, "[overall] is missing.", cure, "missing_key")
    else:
        kind = table.word("kind", get_args(OverallKind), needed=True) or "graded"
        text = table.text("text", needed=kind != "absent")
        draft.overall = Overall(cast("OverallKind", kind), text, table.text("help"))
        table.done()
    _read_grading(top, draft)


def _read_grading(top: Table, draft: Draft) -> None:
    table = top.table("grading", "grading")
    if table is None:
        return
    if draft.overall.kind != "graded":
        cure = 'Take [grading] out, or make the overall kind = "graded".'
        what = "The overall is not graded, so nothing can imply it."
        table.findings.error(table.place, what, cure, "grading_without_overall")
    draft.grading = Grading(
        base=table.word("base", _BASES) or _BASES[0],
        not_enough_evidence_cap=_grade(table, "not_enough_evidence_cap", draft.scale),
    )
    table.done()


def read_rules(top: Table, draft: Draft) -> None:
    """Read every [[rule]] into the draft; what they refer to is checked later."""
    for table in top.tables("rule"):
        rule = Rule(
            key=table.key(),
            why=table.text("why", needed=True),
            domains=table.words("domains"),
            at_or_below=table.text("at_or_below"),
            worse_than=table.text("worse_than"),
            at_least=table.whole("at_least", 1, 100, default=1),
            when=table.text("when"),
            overall_no_better_than=_grade(table, "overall_no_better_than", draft.scale),
            flag=table.text("flag"),
            safety=cast("SafetyLevel | None", table.word("safety", get_args(SafetyLevel)) or None),
        )
        table.done()
        _check_test(rule, table)
        _check_effect(table, draft)
        if rule.key:
            draft.rules.append((rule, table.place))


def _check_test(rule: Rule, table: Table) -> None:
    """A rule is about grades of domains or about answers: one of the two."""
    about_domains = [key for key in _ABOUT_DOMAINS if table.has(key)]
    tests = [key for key in ("at_or_below", "worse_than") if table.has(key)]
    if table.has("when") and about_domains:
        cure = "Make two rules of it."
        what = f"The rule has 'when' and '{about_domains[0]}': it can be about one only."
        table.findings.error(table.place, what, cure, "rule_about_two")
    elif len(tests) == 2:
        cure = "Keep one of the two."
        what = "The rule has 'at_or_below' and 'worse_than'."
        table.findings.error(table.place, what, cure, "rule_about_two")
    elif not tests and not table.has("when"):
        cure = "Add at_or_below or worse_than with a grade, or when with a condition."
        what = "The rule does not say when it applies."
        table.findings.error(table.place, what, cure, "rule_without_test")
    if rule.domains and rule.at_least > len(rule.domains):
        cure = f"Write {len(rule.domains)} or less."
        what = f"The rule names {len(rule.domains)} domains and asks for {rule.at_least}."
        table.error("at_least", what, cure, "out_of_bounds")


def _check_effect(table: Table, draft: Draft) -> None:
    """A rule must do something that this template makes possible."""
    if not any(table.has(key) for key in ("overall_no_better_than", "flag", "safety")):
        cure = "Add overall_no_better_than, flag or safety."
        what = "The rule has no effect."
        table.findings.error(table.place, what, cure, "rule_without_effect")
    if table.has("overall_no_better_than") and draft.overall.kind != "graded":
        cure = "Use flag or safety instead."
        what = "The overall is not graded, so a rule cannot cap it."
        table.error("overall_no_better_than", what, cure, "cap_without_overall")


def read_safety(top: Table, draft: Draft) -> None:
    """Read every [[safety]] question into the draft."""
    for table in top.tables("safety", "safety question"):
        question = SafetyQuestion(
            key=table.key(),
            text=table.text("text", needed=True),
            worry=table.words("worry", SAFETY_ANSWERS) or ("yes",),
            help=table.text("help"),
        )
        table.done()
        if table.data.get("worry") == []:
            cure = 'Write worry = ["yes"], or the answers that are a worry.'
            table.error("worry", "No answer is a worry.", cure, "empty")
        if question.key:
            draft.safety.append((question, table.place))


def _grade(table: Table, key: str, scale: Scale | None) -> str:
    """A ranked grade of the scale; any text while the scale itself is in doubt."""
    if scale is None:
        return table.text(key)
    return table.word(key, [grade.key for grade in scale.ranked])
