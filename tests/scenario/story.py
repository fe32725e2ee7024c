"""A story: an auditor at work on the form engine, told in the order in which it happens.

The second client of the engine beside the window. Every step that expects something fails with a
sentence that says what was there instead.
"""

from collections.abc import Mapping
from datetime import date

from qa_tool.audit import consistency
from qa_tool.audit.form import Form
from qa_tool.audit.grading import Implication
from qa_tool.audit.views import QuestionView
from qa_tool.template.model import Template

TODAY = date(2026, 11, 20)
WORDS = "Made up for this story."


def _cells(view: QuestionView) -> list[str]:
    """Every cell of a grid."""
    return [
        f"{row.key}.{column.key}" if column else row.key
        for row in view.rows
        for column in view.columns or (None,)
    ]


class Story:
    """One audit being filled in; steps return the story, so that they can be told in one breath."""

    def __init__(self, template: Template, answers: Mapping[str, object] | None = None) -> None:
        self.form = Form(template, dict(answers or {}), today=TODAY)  # type: ignore[arg-type]

    def answer(self, key: str, value: object) -> "Story":
        """The auditor answers one question."""
        self.form.answer(key, value)
        return self

    def grade(self, domain: str, grade: str, *, seen: str = "2026-10-05") -> "Story":
        """The auditor grades a domain, with a reason and, unless `seen` is empty, dated evidence."""
        self.form.answer(f"{domain}.grade", grade)
        self.form.answer(f"{domain}.reason", WORDS)
        if seen:
            row = {"what": "Case note", "date": seen, "shows": WORDS}
            self.form.answer(f"{domain}.evidence", [row])
        return self

    def overall(self, grade: str) -> "Story":
        """The auditor gives their own overall, with a reason."""
        return self.answer("overall.grade", grade).answer("overall.reason", WORDS)

    def clear_reason(self, domain: str) -> "Story":
        """The auditor takes a reason away again."""
        self.form.clear(f"{domain}.reason")
        return self

    def later(self, key: str, *, on: bool = True) -> "Story":
        """The auditor means to come back to a question, or has."""
        self.form.later(key, on)
        return self

    def asks(self, *keys: str) -> "Story":
        """These questions are asked now."""
        hidden = [key for key in keys if not self.form.asked(key)]
        assert not hidden, f"not asked: {hidden}"
        return self

    def hides(self, *keys: str) -> "Story":
        """These questions are not asked now."""
        shown = [key for key in keys if self.form.asked(key)]
        assert not shown, f"asked all the same: {shown}"
        return self

    def gaps(self, *keys: str) -> "Story":
        """Exactly this is missing before hand-in, in this order."""
        found = tuple(gap.key for gap in self.form.gaps())
        assert found == keys, f"missing: {found}, expected: {keys}"
        return self

    def misses(self, *keys: str) -> "Story":
        """This, among other things, is missing."""
        found = {gap.key for gap in self.form.gaps()}
        assert found >= set(keys), f"not missing: {set(keys) - found}"
        return self

    def finds(self, *codes: str, immediate: bool = False) -> "Story":
        """Exactly these objections are raised."""
        found = tuple(item.code for item in consistency.check(self.form, immediate=immediate))
        assert found == codes, f"found: {found}, expected: {codes}"
        return self

    def implies(self, grade: str | None, *caps: str) -> "Story":
        """The domain grades imply this, with exactly these caps applying."""
        implied: Implication = self.form.implied()
        found = (implied.grade, tuple(cap.rule for cap in implied.caps))
        assert found == (grade, caps), f"implied: {found}, expected: {(grade, caps)}"
        return self

    def state(self, domain: str, state: str) -> "Story":
        """How far a domain has come."""
        assert self.form.domain(domain).state == state, self.form.domain(domain)
        return self

    def reopened(self) -> "Story":
        """The program was closed and opened again; nothing may have changed."""
        again = Story(self.form.template, self.form.answers)
        assert again.form.answers == self.form.answers
        assert again.form.domains() == self.form.domains()
        assert again.form.gaps() == self.form.gaps()
        return again

    def fill(self, grade: str = "") -> "Story":
        """The auditor answers everything that is still missing, one gap after the other."""
        for _ in range(500):
            gap = next((gap for gap in self.form.gaps() if gap.why != "later"), None)
            if gap is None:
                return self
            self.form.answer(gap.key, self._plausible(gap.key, grade))
        raise AssertionError(f"it never ends: {self.form.gaps()}")

    def _plausible(self, key: str, grade: str) -> object:
        view = self.form.view(key)
        known = [choice.key for choice in view.choices]
        made = {
            "group": lambda: ["1", "2"],
            "rank": lambda: known,
            "rating_grid": lambda: dict.fromkeys(_cells(view), known[0]),
            "grade": lambda: grade if grade in known else known[0],
            "some_of": lambda: known[:1],
            "number": lambda: view.least or view.most or 1,
            "score": lambda: view.least or view.most or 1,
            "evidence": lambda: [{"what": "Case note", "date": "2026-10-05", "shows": WORDS}],
            "date": lambda: "2026-10-05",
        }.get(view.kind, lambda: known[0] if known else WORDS)
        return made()
