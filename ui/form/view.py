"""The whole form: domains at the left, one domain in the middle, guidance at the right."""

from collections.abc import Callable

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QApplication, QWidget

from qa_tool.audit import safety
from qa_tool.template.model import Template
from ui.form.answering import Answering
from ui.form.desk import Ready
from ui.form.domain_page import DomainPage
from ui.form.implied import Implied
from ui.form.missing import Missing
from ui.form.question import QuestionBox
from ui.form.room import Room, Side
from ui.form.safety_panel import SafetyPanel
from ui.form.tagger import Tagger
from ui.look import px
from ui.widgets import announce

LOOK_AGAIN, BUILD_FIRST, BUILD_NEXT, REMEMBER = 120, 150, 15, 700


class FormView(Room):
    """The form at work: `open_desk(answering)`, `go_to(key)`, `flush()`; signals `ready_changed(Ready)`, `wanted(key)`."""

    ready_changed = Signal(object)
    wanted = Signal(str)
    moved = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.answering: Answering | None = None
        self.ready = Ready()
        self.here = ""
        self._template: Template | None = None
        self._pages: dict[str, DomainPage] = {}
        self._stale: set[str] = set()
        self._place, self._remembered = "", ""
        self.tagger = Tagger(self)
        self._implied = Implied(self)
        self._implied.hide()
        self._blank = QWidget()
        self.middle.addWidget(self._blank)
        self._again = self._timer(LOOK_AGAIN, self.look_again)
        self._next = self._timer(BUILD_NEXT, self._build_next)
        self._remember = self._timer(REMEMBER, self._keep_place)
        self._connect()

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
        for page in self._pages.values():
            page.forget()
        self.domains.show_domains(domains)
        self.guide.show_case(answering.desk.facts())
        self.guide.show_history(answering.desk.history())
        self._show_resume()
        self.here, self._place, self._remembered = "", "", ""
        self.show_side("guide" if self.wide() else "")
        self.show_domain(at.partition(".")[0] or domains[0].key)
        if "." in at:
            self.go_to(at)
        else:
            self._pages[self.here].go_to("")
        self._next.start(BUILD_FIRST)  # the domain on screen is painted before the next is built
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
        for page in self._pages.values():  # nothing that still waits may reach the next desk
            page.flush()

    def flush(self) -> None:
        """Keep what is typed and not kept yet."""
        if self.answering is not None:
            for key, page in self._pages.items():
                if key not in self._stale:
                    page.flush()
            self._keep_place()
            self._again.stop()  # the store may be locked next

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
        self.tagger.draw(page)
        fresh = key != self.here
        self.here = key
        self.middle.setCurrentWidget(page)
        if fresh:
            page.verticalScrollBar().setValue(0)
        self.domains.mark(key)
        self._fitted()
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
        if self.side in ("missing", "safety") and not self.wide():
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

    def page_here(self) -> DomainPage | None:
        """The domain on screen."""
        return self._pages.get(self.here)

    def step_question(self, by: int) -> bool:
        """To the next question or the one before, over the edge of the domain."""
        page = self._pages.get(self.here)
        return (page is not None and page.step(self.question(), by)) or self.step(by)

    def show_side(self, side: Side) -> None:
        """Show a side, with what it holds as it is now."""
        super().show_side(side)
        if side == "missing":
            self.look_again()
            self.missing.take_focus()
        elif side == "safety" and self.answering is not None:
            desk = self.answering.desk.safety()
            if desk is not None:
                self.safety.show_desk(desk)
                self.safety.take_focus()

    def look_again(self) -> None:
        """What is missing, what parts, and what asks for a safety stop."""
        self._again.stop()
        if self.answering is None:
            return
        desk = self.answering.desk
        self.ready = desk.readiness()
        if "missing" in vars(self):
            self.missing.show_ready(self.ready)
        for page in self._pages.values():
            page.show_stale(desk.form)
        self._implied.show_form(desk.form, self.ready)
        due, stops = safety.due(desk.form), desk.safety()
        self.alarmed = bool(due) and not (stops is not None and stops.stops())
        more = f" and {len(due) - 1} more" if len(due) > 1 else ""
        self.alarm.show_message(
            f"This asks for a safety stop: {due[0].why}{more}" if self.alarmed else "", "danger",
            "Safety stop", lambda: self.show_side("safety"),
        )  # fmt: skip
        self.fit()
        self.ready_changed.emit(self.ready)

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
        self.guide.closed.connect(self._close_side)
        self._implied.chosen.connect(self.go_to)
        self.fitted.connect(self._fitted)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._focus)

    def missing_made(self, panel: Missing) -> None:
        """Hear the list of what is missing."""
        panel.chosen.connect(self.go_to)
        panel.closed.connect(self._close_side)
        panel.safety.connect(lambda: self.show_side("safety"))
        panel.show_ready(self.ready)

    def safety_made(self, panel: SafetyPanel) -> None:
        """Hear the safety stop."""
        panel.closed.connect(self._close_side)
        panel.changed.connect(self.look_again)

    def _fitted(self) -> None:
        """The room was given anew: where the list is folded, the picker holds the domains."""
        if self.answering is not None and self.picker.isVisibleTo(self):
            domains = self.answering.desk.form.domains()
            self.picker.show_choices([(d.key, d.title) for d in domains], self.here)
        page = self._pages.get(self.here)
        if page is not None:
            page.show_words_below(on=self.side != "guide")

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
            self.tagger.follow(page)
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
        self._next.start(BUILD_NEXT)

    def _drop_pages(self) -> None:
        self._implied.setParent(self)
        self._implied.hide()
        self.middle.setCurrentWidget(self._blank)  # or each page that goes would show the next
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
                self.tagger.offer(self._pages[domain])
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
        if box is None or page is None or not self.answering.desk.form.asked(box.key):
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
        if not self.resume.isHidden():  # the person has not gone on yet: the old place stands
            return
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
