"""Forms of sixty questions and of 590 rows: opened, opened again for the next audit, answered."""

import shutil
import tempfile
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import stores
from measure import Line, Sizes, in_turn, timed
from PySide6.QtWidgets import (
    QApplication,
    QButtonGroup,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QRadioButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from qa_tool.audit.form import Form
from qa_tool.errors import Refused
from qa_tool.template.model import Question, Template
from qa_tool.template.read import template_from
from qa_tool.work import audit, council
from qa_tool.work import template as templates

HEAD = """key = "{key}"
version = "1.0"
title = "A form of a test's size"
publisher = "Made up"
language = "en-GB"
licence = "OGL-UK-3.0"
about = "Made up for the benchmark; nobody audits with it."
sources = "None."
reviewed = 2026-11-01
subject = "child"
kinds_of_case = ["child_in_need", "child_protection", "child_in_care"]
months_read = 12
months_judged = 6
minutes = 60
scale = "ofsted"

[overall]
kind = "absent"
text = "There is none."
"""
KINDS = ("yes_no", "text", "yes_no", "number", "date", "one_of")


def made_up(domains: int, questions: int) -> Template:
    """A template of this size, of every kind of question."""
    parts = [HEAD.format(key=f"size_{domains}_{questions}")]
    for d in range(domains):
        parts.append(
            f'\n[[domain]]\nkey = "part_{d}"\ntitle = "Part {d + 1}"\n'
            'purpose = "What does this part ask about?"\ngraded = false\n'
        )
        for q in range(questions):
            kind = KINDS[q % len(KINDS)]
            more = ""
            if kind == "one_of":
                more = 'choices = [{ key = "a", text = "First" }, { key = "b", text = "Second" }]\n'
            parts.append(
                f'[[domain.question]]\nkey = "ask_{q}"\nkind = "{kind}"\n{more}'
                f'text = "What does the record show about matter {d + 1}.{q + 1} of this part?"\n'
                'help = "Say what counts, and what does not."\n'
                'look_at = "The last three records and their dates."\n'
            )
    found, problems = template_from("".join(parts), "made up")
    if found is None:
        raise RuntimeError(str(problems[:3]))
    return found


class _Bare:
    """Every question as bare widgets at once, of the same kinds."""

    def __init__(self, template: Template) -> None:
        self._template = template
        self._area: QScrollArea | None = None

    def show(self) -> None:
        inside = QWidget()
        layout = QVBoxLayout(inside)
        for domain in template_domains(self._template):
            for question in domain:
                layout.addWidget(_bare_question(question))
        self._area = QScrollArea()
        self._area.setWidget(inside)
        self._area.setWidgetResizable(True)
        self._area.resize(1100, 640)
        self._area.show()
        QApplication.processEvents()

    def close(self) -> None:
        if self._area is not None:
            self._area.close()
            self._area.deleteLater()
            self._area = None
            QApplication.processEvents()


def template_domains(template: Template) -> list[tuple[Question, ...]]:
    """The questions, domain by domain."""
    return [domain.questions for domain in template.domains]


def _bare_question(question: Question) -> QWidget:
    box = QWidget()
    layout = QVBoxLayout(box)
    layout.addWidget(QLabel(question.text))
    layout.addWidget(QLabel(question.help))
    if question.kind in {"yes_no", "one_of"}:
        line, group = QHBoxLayout(), QButtonGroup(box)
        for word in ("Yes", "No", "Not applicable", "Not known"):
            button = QRadioButton(word)
            group.addButton(button)
            line.addWidget(button)
        layout.addLayout(line)
    elif question.kind == "text":
        layout.addWidget(QPlainTextEdit())
    else:
        layout.addWidget(QLineEdit())
    return box


class _Desks:
    """A store with drafts, the form's view, and what is opened in it."""

    def __init__(self, sizes: Sizes, template: Template, n: int) -> None:
        from ui.form.view import FormView

        self.room = Path(tempfile.mkdtemp())
        folder = stores.copy(stores.demonstration(min(150, sizes.audits)), self.room / "store")
        self.lead = stores.unlocked(folder)
        ada = next(p for p in self.lead.people.values() if p.name == "Ada Fenwright")
        self.template = template
        self.ids: list[str] = []
        self._ada, self._n = ada, n
        self._prepare(folder)
        self.make: Callable[[], Any] = FormView
        self.view: Any = None
        self.given: Any = None

    def _prepare(self, folder: Path) -> None:
        templates.use(self.lead, [self.template])
        latest = replace(
            council.rounds(self.lead)[0], id="round-bench", name="Benchmark",
            templates=(self.template.key,),
        )  # fmt: skip
        council.keep_round(self.lead, latest)
        wanted = []
        for row in council.case_rows(self.lead):
            wish = council.Wish(latest.id, row.id, self.template.key, self._ada.id)
            try:
                wanted.append(council.allocate(self.lead, [wish]).ids[0])
            except Refused:  # not everybody may audit everything
                continue
            if len(wanted) == self._n:
                break
        self.lead.store.close()
        self.desk = stores.unlocked(folder, "auditor")
        self.ids = [audit.start(self.desk, one, declared=True) for one in wanted]

    def fresh(self) -> float:
        """Open a draft in a new view: milliseconds to its first paint are what is timed."""
        self.drop()
        return timed(self._open_new)()

    def _open_new(self) -> None:
        self.view = self.make()
        self.view.resize(1100, 640)
        self._open(self.ids[0])
        self.view.show()
        QApplication.processEvents()

    def _open(self, name: str) -> None:
        from ui.form.answering import Answering
        from ui.form.desks import AuditDesk

        self.given = Answering(AuditDesk(self.desk, name, lambda _change: None))
        self.view.open_desk(self.given)

    def settle(self) -> None:
        """Let idle moments build what is not on screen."""
        import time

        until = time.monotonic() + 3
        while time.monotonic() < until and self.view._next.isActive():
            QApplication.processEvents()
        until = time.monotonic() + 0.3
        while time.monotonic() < until:
            QApplication.processEvents()

    def next_one(self, turn: int) -> None:
        """The next audit into the same view, painted."""
        self.view.close_desk()
        self._open(self.ids[turn % len(self.ids)])
        self.view.repaint()

    def answer(self, key: str, value: object) -> None:
        """One answer: engine, disk, redrawn."""
        self.given.give(key, value)
        self.view.repaint()

    def drop(self) -> None:
        """Take the view away."""
        if self.view is not None:
            self.view.close_desk()
            self.view.close()
            self.view.deleteLater()
            self.view = None
            QApplication.processEvents()

    def close(self) -> None:
        """Everything away."""
        self.drop()
        self.desk.store.close()
        shutil.rmtree(self.room)


def _app() -> QApplication:
    from ui.look import apply

    found = QApplication.instance()
    app = found if isinstance(found, QApplication) else QApplication(["bench"])
    apply(app, "light", 1.0)
    return app


def sixty(sizes: Sizes) -> list[Line]:
    """Open sixty questions; the next audit into the same widgets; one answer."""
    _app()
    template = made_up(10, 6)
    desks, bare = _Desks(sizes, template, 3), _Bare(template)

    def at_once() -> float:
        bare.close()
        return timed(bare.show)()

    desks.fresh()
    opened, plain = in_turn(sizes.turns, desks.fresh, at_once)
    bare.close()
    desks.settle()
    turns = iter(range(1, 1000))
    again, answered = in_turn(
        sizes.turns,
        timed(lambda: desks.next_one(next(turns))),
        timed(lambda: desks.answer("part_0.ask_0", ("yes", "no")[next(turns) % 2])),
    )
    desks.close()
    return [
        Line("form", "form of 60 questions, to first paint", opened, bare=plain, most_ratio=0.6,
             why="against all 60 as bare widgets at once"),
        Line("form", "next audit into the same form", again, most=10),
        Line("form", "answer one question, kept and redrawn", answered, most=16),
    ]  # fmt: skip


def long_form(sizes: Sizes) -> list[Line]:
    """590 rows: the engine, and the window."""
    _app()
    template = made_up(59, 10)
    form = Form(template, {}, today=stores.TODAY)
    desks = _Desks(sizes, template, 2)
    turns = iter(range(1, 1000))
    engine, one, opened = in_turn(
        sizes.turns,
        timed(partial(Form, template, {}, today=stores.TODAY)),
        timed(lambda: form.answer("part_7.ask_0", ("yes", "no")[next(turns) % 2])),
        desks.fresh,
    )
    (answered,) = in_turn(
        sizes.turns,
        timed(lambda: desks.answer("part_0.ask_0", ("yes", "no")[next(turns) % 2])),
    )
    desks.close()
    return [
        Line("long_form", "form of 590 rows: the engine alone", engine, most=1000),
        Line("long_form", "form of 590 rows: an answer in the engine", one, most=50),
        Line("long_form", "form of 590 rows: to first paint", opened, most=1000),
        Line("long_form", "form of 590 rows: answer, kept and redrawn", answered, most=50),
    ]
