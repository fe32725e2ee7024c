"""The page Publishing: a year, and its report in six parts from the figures to the published set."""

from collections.abc import Callable
from typing import Any, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedWidget, QTabBar, QWidget

from qa_tool.errors import QAError
from qa_tool.figures.years import before
from qa_tool.progress import Progress
from qa_tool.publication.model import STATES
from qa_tool.work import publication, publication_desk
from qa_tool.work.publication_desk import Desk
from ui.context import Context, Group
from ui.pages.publication.bench import Bench
from ui.pages.publication.check import CheckPart
from ui.pages.publication.preview import PreviewPart
from ui.pages.publication.quoted import QuotedPart
from ui.pages.publication.rests import RestsPart
from ui.pages.publication.small import SmallPart
from ui.pages.publication.words import WordsPart
from ui.widgets import Banner, Button, EmptyState, Muted, Picker, Pill, Scroll, column, row

TABS = (
    ("rests", "Basis"), ("words", "Words"), ("small", "Small counts"),
    ("quotations", "Quotations"), ("check", "Publish"), ("preview", "Preview"),
)  # fmt: skip
_KEYS = tuple(key for key, _words in TABS)
_TONES = {
    "reviewed": "accent",
    "approved": "accent",
    "published": "success",
    "withdrawn": "warning",
}


class PublicationPage(QWidget):
    """Publish a year's report: `show_page(year="2025-26", tab="rests|words|small|quotations|check|preview", section="findings")`."""

    key: ClassVar[str] = "publication"
    title: ClassVar[str] = "Publishing"
    icon: ClassVar[str] = "book-open"
    group: ClassVar[Group] = "EVIDENCE"

    def __init__(self, window_context: Context) -> None:
        super().__init__()
        self._context = window_context
        self._reading, self._once_more = False, False
        self._year = ""
        self._section = ""
        self.bench = Bench(window_context, self)
        self.year = Picker("Year")
        self.year.picked.connect(self._another)
        self.state = Pill("")
        self.again = Button("Read again", self.read, icon="rotate-ccw")
        self.told = Muted("Reading the figures of the year…")
        self.trouble = Banner("")
        self.begin = EmptyState(
            "The report of this year is not begun", "", "Begin the report", self._begin, icon="send"
        )
        self.from_last = Button("Begin from last year's words", lambda: self._begin(from_last=True))
        self.unbegun = QWidget()
        inside = column(self.begin, self.from_last)
        inside.setAlignment(self.from_last, Qt.AlignmentFlag.AlignHCenter)
        self.unbegun.setLayout(inside)
        self.tabs, self.stack = QTabBar(), QStackedWidget()
        self.rests, self.words = RestsPart(self.bench), WordsPart(self.bench)
        self.small, self.quoted = SmallPart(self.bench), QuotedPart(self.bench)
        self.check, self.preview = CheckPart(self.bench), PreviewPart(self.bench)
        self._parts: tuple[Any, ...] = (
            self.rests, self.words, self.small, self.quoted, self.check, self.preview,
        )  # fmt: skip
        self._build()
        self.bench.changed.connect(self._show_state)
        self.bench.wanted.connect(self.read)
        self.bench.lead.connect(self.lead)
        kinds = ("publication", "quotation", "policy")
        window_context.live.watch(self, kinds, lambda _change: self._heard(), by=self.key)

    def _build(self) -> None:
        """The tabs and what stands round them."""
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self.tabs.setAccessibleName("The parts of publishing")
        for (_key, words), part in zip(TABS, self._parts, strict=True):
            self.tabs.addTab(words)
            holder = QWidget()
            holder.setLayout(column(part, margins=(0, 0, 8, 12)))
            self.stack.addWidget(Scroll(holder))
        self.tabs.currentChanged.connect(self._turned)
        page = column(
            row(self.year, self.state, self.again, None, spacing=8), self.told, self.trouble,
            self.unbegun, self.tabs, self.stack, None, spacing=10, margins=(20, 12, 12, 8),
        )  # fmt: skip
        page.setStretch(5, 1)
        page.setStretch(6, 0)
        self.setLayout(page)
        for widget in (self.trouble, self.unbegun, self.tabs, self.stack):
            widget.hide()

    def show_page(self, **place: Any) -> None:
        """Show a year; otherwise the one that is worked on."""
        self._context.title(self.title)
        self._context.undo(self.bench.undo)
        try:
            self._year = str(place.get("year") or self._year or publication_desk.usual_year(self._context.workspace))  # fmt: skip
        except QAError as error:
            self._refused(error)
            return
        self._section = str(place.get("section", ""))
        if place.get("tab") in _KEYS:
            self.tabs.setCurrentIndex(_KEYS.index(str(place["tab"])))
        elif self._section:
            self.tabs.setCurrentIndex(_KEYS.index("words"))
        self.read()
        self.year.setFocus()

    def leave(self) -> bool:
        """What is being typed is kept before another page shows."""
        self.words.text.flush()
        return True

    def flush(self) -> None:
        """What is being typed is kept before the window closes or locks."""
        self.words.text.flush()

    def refresh(self) -> None:
        """Read the year again."""
        self.read()

    def read(self) -> None:
        """Read the year on the worker, over a read-only store of its own."""
        self.words.text.flush()
        year = self._year
        choices = [(one, one) for one in publication_desk.years(self._context.workspace)]
        if year not in dict(choices):
            choices.append((year, year))
        self.year.show_choices(choices, year)
        if self._reading:
            self._once_more = True
            return
        self._reading = True
        self.told.show()
        self._context.tasks.run("Reading the figures", self._job(year), self._show, self._failed)

    def lead(self, where: str, section: str) -> None:
        """Go to the part that puts a line of the list right."""
        self.tabs.setCurrentIndex(_KEYS.index(where if where in _KEYS else "check"))
        if where == "words" and section:
            self.words.show_section(section)
            self.words.text.setFocus()

    # ---- inside --------------------------------------------------------------------------------

    def _job(self, year: str) -> Callable[[Progress], Desk]:
        space = self._context.workspace

        def work(progress: Progress) -> Desk:
            reader = space.reader()
            try:
                return publication_desk.read(reader, year, progress)
            finally:
                reader.store.close()

        return work

    def _show(self, desk: Desk) -> None:
        """A year that has been read."""
        self._reading = False
        if self._once_more or desk.year != self._year:
            self._once_more = False
            self.read()
            return
        self.told.hide()
        other = self.bench.desk is None or self.bench.desk.year != desk.year
        self.bench.show_desk(desk)
        self.trouble.show_message("")
        if other:
            self.preview.forget()
        begun = desk.view is not None
        for widget in (self.tabs, self.stack):
            widget.setVisible(begun)
        self.unbegun.setVisible(not begun)
        last = publication.of_year(self._context.workspace, before(desk.year))
        self.from_last.setVisible(last is not None)
        n = len(desk.annual.frozen.counted)
        self.begin.show_words(
            f"The report of {desk.year} is not begun",
            f"{n or 'No'} {'audit' if n == 1 else 'audits'} of this year can be counted so far. Begin it, write "
            "beside its figures, have it reviewed and approved."
            + "".join(f"\n{told}" for told in desk.withdrawn),
        )
        if self._section:
            self.words.show_section(self._section)
            self._section = ""
        self._show_state()
        if self.tabs.isVisible() and self.tabs.currentIndex() == _KEYS.index("preview") and other:
            self.preview.make()

    def _show_state(self) -> None:
        """Every part as it stands now."""
        view = self.bench.view
        state = view.stands.state if view is not None else ""
        self.state.setVisible(bool(state))
        if view is None:
            return
        self.state.show_state(STATES[view.stands.state], _TONES.get(state, "plain"))
        for part in self._parts:
            part.refresh()

    def _turned(self, place: int) -> None:
        """Another part; the list is read again where words were changed since."""
        self.words.text.flush()
        self.stack.setCurrentIndex(place)
        if _KEYS[place] == "check" and self.bench.stale:
            self.read()
        if _KEYS[place] == "preview" and self.bench.view is not None:
            self.preview.make()

    def _another(self, year: str) -> None:
        self.words.text.flush()
        self._year = year
        self.read()

    def _begin(self, *, from_last: bool = False) -> None:
        """Begin the report of this year."""
        space, year = self._context.workspace, self._year
        self.bench.do(
            lambda: publication.begin(space, year, from_last=from_last),
            f"The report of {year} is begun.", figures=True,
        )  # fmt: skip

    def _failed(self, error: BaseException) -> None:
        """The year cannot be read; a merge that names what is no more there can be taken away here."""
        self._reading, self._once_more = False, False
        self.told.hide()
        view = None
        if isinstance(error, QAError):
            view = publication.of_year(self._context.workspace, self._year)
        if view is not None and view.publication.merges and "merge" in str(error).lower():
            now = view.publication
            self.trouble.show_message(
                f"{error} {getattr(error, 'cure', '')}", "warning", "Take all merges away",
                lambda: self.bench.do(
                    lambda: publication.set_rule(self._context.workspace, now.id, now.preset, ()),
                    figures=True,
                ),
            )  # fmt: skip
        elif isinstance(error, QAError):
            self._refused(error)
        else:
            self._context.fault(error)

    def _refused(self, error: QAError) -> None:
        """Why there is nothing to see."""
        self.bench.show_desk(None)
        self.told.hide()
        for widget in (self.tabs, self.stack, self.unbegun):
            widget.hide()
        self.trouble.show_message(f"{error} {error.cure}".strip(), "warning")

    def _heard(self) -> None:
        """Something changed elsewhere: read again, if anybody looks."""
        if self.isVisible():
            self.read()
