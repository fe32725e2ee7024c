"""The whole form: domains at the left, one domain in the middle, guidance at the right."""

from collections.abc import Callable
from typing import Literal

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QFrame, QStackedWidget, QWidget

from qa_tool.audit import safety
from qa_tool.template.model import Template
from ui.form.answering import Answering
from ui.form.desk import Ready
from ui.form.domain_list import DomainList
from ui.form.domain_page import DomainPage
from ui.form.guide import Guide
from ui.form.implied import Implied
from ui.form.missing import Missing
from ui.form.question import QuestionBox
from ui.form.safety_panel import SafetyPanel
from ui.look import px, text_scale
from ui.widgets import Banner, Box, Button, Picker, announce, column, row

Side = Literal["", "guide", "missing", "safety"]
GUIDE_FITS, LIST_FITS = 980, 700  # px at 100 % text: below, guidance and then the list fold away
LOW = 440  # where the form is lower than this, only the foot's button is red, and no banner
LOOK_AGAIN, BUILD_NEXT, REMEMBER = 120, 15, 700


class FormView(QWidget):
    """The form at work: `open_desk(answering)`, `go_to(key)`, `flush()`; signals `ready_changed(Ready)`, `wanted(key)`."""

    ready_changed = Signal(object)
    wanted = Signal(str)
    moved = Signal()
    stops_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.answering: Answering | None = None
        self.ready, self.alarmed = Ready(), False
        self.here, self.side = "", ""
        self._template: Template | None = None
        self._pages: dict[str, DomainPage] = {}
        self._stale: set[str] = set()
        self._place, self._remembered = "", ""
        self.resume, self.alarm = Banner(""), Banner("")
        self.domains, self.middle = DomainList(), QStackedWidget()
        self.guide, self.missing, self.safety = Guide(), Missing(), SafetyPanel()
        self._implied = Implied(self)
        self._implied.hide()
        self._safety_card = QFrame()
        self._safety_card.setProperty("look", "card")
        self._safety_card.setLayout(column(self.safety))
        self.picker = Picker("Domain")
        self.open_guide = Button("Guidance", lambda: self.show_side("guide"), icon="lightbulb")
        bar = row(self.picker, spacing=8)
        bar.setStretch(0, 1)
        bar.addWidget(self.open_guide, 0, Qt.AlignmentFlag.AlignRight)
        self._bar = Box(bar)
        centre = column(self.resume, self.alarm, self.middle, spacing=10)
        centre.setStretch(2, 1)
        self._centre = Box(centre)
        self._sides = QStackedWidget()
        for part in (self.guide, self.missing, self._safety_card):
            self._sides.addWidget(part)
        self._body = row(self.domains, self._centre, self._sides, spacing=12)
        self._body.setStretch(1, 1)
        layout = column(self._bar, self._body, spacing=10, margins=(16, 14, 16, 12))
        layout.setStretch(1, 1)
        self.setLayout(layout)
        self._again = self._timer(LOOK_AGAIN, self._look_again)
        self._next = self._timer(BUILD_NEXT, self._build_next)
        self._remember = self._timer(REMEMBER, self._keep_place)
        self._connect()
        self._fit()

    # ---- what the page asks for --------------------------------------------------------------

    def open_desk(self, answering: Answering, at: str = "") -> None:
        """Show this desk; widgets of the same template are used again."""
        self.answering = answering
        form = answering.desk.form
        if form.template is not self._template:
            self._drop_pages()
            self._template = form.template
        answering.changed.connect(self._changed)
        answering.refused.connect(self._refused)
        domains = form.domains()
        self._stale = set(self._pages)
        self.domains.show_domains(domains)
        self.guide.show_case(answering.desk.facts())
        self.guide.show_history(answering.desk.history())
        self._show_resume()
        self.here, self._place, self._remembered = "", "", ""
        self.show_side("guide" if self._wide() else "")
        self.show_domain(at.partition(".")[0] or domains[0].key)
        if "." in at:
            self.go_to(at)
        else:
            self._pages[self.here].go_to("")
        self._next.start()
        self._again.start()

    def close_desk(self) -> None:
        """Keep what is typed and let go of the desk; the widgets stay for the next one."""
        self.flush()
        self.drop_desk()

    def drop_desk(self) -> None:
        """Let go of a desk that is over: nothing more is kept."""
        for timer in (self._again, self._next, self._remember):
            timer.stop()
        if self.answering is not None:
            self.answering.changed.disconnect(self._changed)
            self.answering.refused.disconnect(self._refused)
        self.answering = None

    def flush(self) -> None:
        """Keep what is typed and not kept yet."""
        if self.answering is not None:
            for key, page in self._pages.items():
                if key not in self._stale:
                    page.flush()
            self._keep_place()

    def show_domain(self, key: str) -> None:
        """Bring one domain on screen."""
        if self.answering is None or key not in self.keys():
            return
        if key != self.here and self.here in self._pages:
            self._pages[self.here].flush()
        page = self._page(key)
        form = self.answering.desk.form
        if key in self._stale:
            self._stale.discard(key)
            page.show_domain(form, self.keys().index(key) + 1, len(self.keys()))
        fresh = key != self.here
        self.here = key
        self.middle.setCurrentWidget(page)
        if fresh:
            page.verticalScrollBar().setValue(0)
        page.show_words_below(on=self.side != "guide")
        self.domains.mark(key)
        if self.picker.isVisibleTo(self):
            self.picker.show_choices([(d.key, d.title) for d in form.domains()], key)
        self._show_guide()
        self.moved.emit()

    def keys(self) -> tuple[str, ...]:
        """The domains in form order."""
        if self.answering is None:
            return ()
        return tuple(domain.key for domain in self.answering.desk.form.domains())

    def step(self, by: int) -> bool:
        """To the next domain or the one before, with the focus on its first question."""
        keys = self.keys()
        place = keys.index(self.here) + by if self.here in keys else -1
        if not 0 <= place < len(keys):
            return False
        self.resume.show_message("")
        self.show_domain(keys[place])
        self._pages[self.here].go_to("")
        return True

    def go_to(self, key: str) -> None:
        """Jump to a question, its domain first."""
        self.resume.show_message("")
        if self.side in ("missing", "safety") and not self._wide():
            self.show_side("")
        self.show_domain(key.partition(".")[0])
        page = self._pages.get(self.here)
        if page is not None:
            page.go_to(key)

    def grade(self, place: int) -> bool:
        """Give the domain on screen the grade with this number."""
        page = self._pages.get(self.here)
        editor = page.grade_editor() if page is not None else None
        if page is None or editor is None or not editor.choose_place(place):
            return False
        page.show_widget(editor)
        return True

    def question(self) -> QuestionBox | None:
        """The question that has the focus."""
        page = self._pages.get(self.here)
        return page.box_at(QApplication.focusWidget()) if page is not None else None

    def step_question(self, by: int) -> bool:
        """To the next question or the one before, over the edge of the domain."""
        page = self._pages.get(self.here)
        return (page is not None and page.step(self.question(), by)) or self.step(by)

    def show_side(self, side: Side) -> None:
        """Show guidance, the list of what is missing, the safety stop, or nothing at the right."""
        if not side and self._wide():
            side = "guide"
        self.side = side
        parts = {"guide": self.guide, "missing": self.missing, "safety": self._safety_card}
        if side:
            self._sides.setCurrentWidget(parts[side])
        self._fit()
        if side == "missing":
            self._look_again()
            self.missing.take_focus()
        elif side == "safety" and self.answering is not None:
            desk = self.answering.desk.safety()
            if desk is not None:
                self.safety.show_desk(desk)
                self.safety.take_focus()

    # ---- inside ------------------------------------------------------------------------------

    def _timer(self, wait: int, call: Callable[[], object]) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(wait)
        timer.timeout.connect(call)
        return timer

    def _connect(self) -> None:
        self.domains.chosen.connect(self._chosen)
        self.picker.picked.connect(self._chosen)
        self.missing.chosen.connect(self.go_to)
        self.missing.closed.connect(self._close_side)
        self.missing.safety.connect(lambda: self.show_side("safety"))
        self.guide.closed.connect(self._close_side)
        self.safety.closed.connect(self._close_side)
        self.safety.changed.connect(self._stop_changed)
        self._implied.chosen.connect(self.go_to)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._focus)

    def _close_side(self) -> None:
        self.show_side("")
        if self.here in self._pages:
            self._pages[self.here].go_to(self._place)

    def _chosen(self, key: str) -> None:
        self.resume.show_message("")
        self.show_domain(key)
        self._pages[self.here].go_to("")

    def _page(self, key: str) -> DomainPage:
        """The page of a domain, made now if it was not there."""
        page = self._pages.get(key)
        if page is None:
            may_act = self.answering is not None and self.answering.desk.may_act
            page = self._pages[key] = DomainPage(key, may_act=may_act)
            page.answered.connect(self._answered)
            page.wanted.connect(self.wanted)
            page.looked.connect(self.guide.look_at)
            if key == "overall":
                page.extra.addWidget(self._implied)
                self._implied.show()
            self.middle.addWidget(page)
            self._stale.add(key)
        return page

    def _build_next(self) -> None:
        """One more domain in an idle moment."""
        if self.answering is None:
            return
        keys = self.keys()
        ahead = next((key for key in keys if key not in self._pages or key in self._stale), None)
        if ahead is None:
            return
        page = self._page(ahead)
        self._stale.discard(ahead)
        page.show_domain(self.answering.desk.form, keys.index(ahead) + 1, len(keys))
        self._next.start()

    def _drop_pages(self) -> None:
        self._implied.setParent(self)
        self._implied.hide()
        for page in self._pages.values():
            self.middle.removeWidget(page)
            page.deleteLater()
        self._pages.clear()

    def _answered(self, key: str, value: object) -> None:
        if self.answering is not None:
            self.resume.show_message("")
            self.answering.give(key, value)

    def _changed(self, keys: frozenset[str]) -> None:
        """Draw anew only what an answer changed."""
        if self.answering is None:
            return
        form = self.answering.desk.form
        for domain in {key.partition(".")[0] for key in keys}:
            if domain == self.here:
                self._pages[domain].show_changed(form, keys)
            elif domain in self._pages:
                self._stale.add(domain)
        self.domains.show_domains(form.domains())
        self.guide.show_grade(form.domain(self.here).grade or "")
        self._again.start()

    def _refused(self, key: str, text: str) -> None:
        """An answer that the engine cannot hold: say so at its place."""
        page = self._pages.get(key.partition(".")[0])
        box = page.boxes.get(key.partition("#")[0]) if page is not None else None
        if box is not None:
            box.show_problem(key, text)
            announce(box, text)

    def _look_again(self) -> None:
        """What is missing, what parts, and what asks for a safety stop, after a short while."""
        self._again.stop()
        if self.answering is None:
            return
        desk = self.answering.desk
        self.ready = desk.readiness()
        self.missing.show_ready(self.ready)
        self._implied.show_form(desk.form, self.ready)
        due = safety.due(desk.form)
        stops = desk.safety()
        self.alarmed = bool(due) and not (stops is not None and stops.stops())
        if self.alarmed:
            more = f" and {len(due) - 1} more" if len(due) > 1 else ""
            self.alarm.show_message(
                f"This asks for a safety stop: {due[0].why}{more}", "danger",
                "Safety stop", lambda: self.show_side("safety"),
            )  # fmt: skip
        else:
            self.alarm.show_message("")
        self._fit()
        self.ready_changed.emit(self.ready)

    def _stop_changed(self) -> None:
        self.stops_changed.emit()
        self._look_again()

    def _show_resume(self) -> None:
        """On opening a draft with answers: one sentence that offers to go on."""
        if self.answering is None:
            return
        desk = self.answering.desk
        form = desk.form
        n = sum(1 for key in form.answers if "#" not in key)
        domain = desk.place.partition(".")[0]
        if n == 0 or domain not in self.keys():
            self.resume.show_message("")
            return
        here = "1 answer is" if n == 1 else f"{n} answers are"
        self.resume.show_message(
            f"You were on “{form.domain(domain).title}”; {here} here. Go on?", "info",
            "Go on", self._go_on,
        )  # fmt: skip

    def _go_on(self) -> None:
        self.resume.show_message("")
        if self.answering is not None:
            self.go_to(self.answering.desk.place)

    def _focus(self, _old: QWidget | None, new: QWidget | None) -> None:
        """The question with the focus: its guidance, and where the person is."""
        if self.answering is None or new is None or not self.isVisible():
            return
        page = self._pages.get(self.here)
        box = page.box_at(new) if page is not None else None
        if box is None or page is None:
            return
        page.ensureWidgetVisible(new, px(8), px(24))
        if box.key != self._place:
            self._place = box.key
            self._remember.start()
            own = self.answering.desk.form.view(box.key)
            graded = box.key.partition(".")[2] in {"grade", "reason", "evidence"}
            self.guide.show_question(own if self.here == "overall" or not graded else None)

    def _keep_place(self) -> None:
        self._remember.stop()
        if self.answering is not None and self._place != self._remembered:
            self._remembered = self._place
            self.answering.desk.remember(self._place)

    def _show_guide(self) -> None:
        """The guidance of the domain on screen."""
        if self.answering is None:
            return
        form = self.answering.desk.form
        domain = form.domain(self.here)
        self.guide.show_domain(domain, form.view(f"{self.here}.grade") if domain.graded else None)
        plain = self.here == "overall" or not domain.graded
        first = form.view(domain.questions[0]) if plain and domain.questions else None
        self.guide.show_question(first)

    # ---- room --------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fold what has no room."""
        super().resizeEvent(event)
        if not self.side and self._wide():
            self.side = "guide"
            self._sides.setCurrentWidget(self.guide)
        elif self.side == "guide" and not self._wide():
            self.side = ""
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Another theme or text size: colours and widths anew."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "_again"):
            self.guide.dress()
            self._fit()

    def _wide(self) -> bool:
        """Whether guidance has room beside the questions."""
        return self.width() / text_scale() >= GUIDE_FITS

    def _fit(self) -> None:
        """Give every part the room that there is."""
        room, wide = self.width() / text_scale(), self._wide()
        alone = bool(self.side) and not wide
        self.domains.setVisible(room >= LIST_FITS and not alone)
        self._bar.setVisible(not wide and not alone)
        if room < LIST_FITS and not self.picker.isVisibleTo(self) and self.answering is not None:
            domains = self.answering.desk.form.domains()
            self.picker.show_choices([(d.key, d.title) for d in domains], self.here)
        self.picker.setVisible(room < LIST_FITS)
        self._centre.setVisible(not alone)
        self._sides.setVisible(bool(self.side))
        self.guide.shut.setVisible(alone)
        low = self.height() / text_scale() < LOW
        self.alarm.setVisible(self.alarmed and not low)
        self.domains.setFixedWidth(px(238))
        widths = {"guide": 322, "missing": 340, "safety": 430}
        if alone:
            self._sides.setMinimumWidth(0)
            self._sides.setMaximumWidth(16_777_215)
        else:
            self._sides.setFixedWidth(px(widths.get(self.side, 322)))
        page = self._pages.get(self.here)
        if page is not None:
            page.show_words_below(on=self.side != "guide")
