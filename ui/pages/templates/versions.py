"""Two versions of one template: what differs, and what became of what."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QTabBar, QWidget

from qa_tool.errors import QAError
from qa_tool.template.crosswalk import Crosswalk
from qa_tool.work import crosswalk
from qa_tool.work.change import Change
from qa_tool.work.crosswalk import Look
from ui.context import Context
from ui.dialogs import ask_text
from ui.pages.templates.differing import Differing
from ui.pages.templates.joining import Joining
from ui.widgets import Banner, Button, FlowRow, Picker, Scroll, column, reveal

TABS = ("What differs", "What became of what")


class Versions(QWidget):
    """Two versions side by side: `Versions(context)`, `.show_template(key)`, `.show_pair(before, after)`; signal `left`."""

    left = Signal()

    def __init__(self, window_context: Context, by: str) -> None:
        super().__init__()
        self._context, self._by = window_context, by
        self.look: Look | None = None
        self._begun: dict[tuple[str, str], Crosswalk] = {}  # changed here and not confirmed yet
        self.back = Button("All templates", self.left.emit, kind="quiet", icon="arrow-left")
        self.template = Picker("Template")
        self.before, self.after = Picker("Older version"), Picker("Newer version")
        self.template.picked.connect(self.show_template)
        for picker in (self.before, self.after):
            picker.picked.connect(lambda _key: self._chosen())
        self.told = Banner()
        self.tabs = QTabBar()
        self.tabs.setAccessibleName("Two versions")
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self.differing, self.joining = Differing(), Joining()
        self.parts = (self.differing, self.joining)
        for title in TABS:
            self.tabs.addTab(title)
        self.tabs.currentChanged.connect(self._turn)
        self.joining.changed.connect(self._keep)
        self.joining.confirmed.connect(self._confirm)
        self.joining.withdrawn.connect(self._withdraw)
        page = column(
            FlowRow(self.back, self.template, self.before, self.after), self.told, self.tabs, *self.parts,
            spacing=8, margins=(20, 8, 20, 12),
        )  # fmt: skip
        for place in range(page.count() - len(self.parts), page.count()):
            page.setStretch(place, 1)
        self.setLayout(column(Scroll(page)))
        self._turn(0)

    def _turn(self, number: int) -> None:
        """Show one of the two parts; the whole page scrolls, so that nothing is squeezed in large letters."""
        for place, part in enumerate(self.parts):
            reveal(part, on=place == number)

    def show_template(self, key: str) -> None:
        """Show the two newest versions of a template."""
        space = self._context.workspace
        self.template.show_choices(list(crosswalk.several(space)), key)
        rows = crosswalk.versions(space, self.template.value())
        named = [(row.fingerprint, f"Version {row.version}, {_day(row.since)}") for row in rows]
        if len(rows) < 2:
            self.left.emit()
            return
        self.before.show_choices(named[:-1], rows[-2].fingerprint)
        self.after.show_choices(named[1:], rows[-1].fingerprint)
        self.read()

    def show_pair(self, before: str, after: str) -> None:
        """Show these two of the template that is shown."""
        for picker, mark in ((self.before, before), (self.after, after)):
            picker.setCurrentIndex(max(0, picker.findData(mark)))
        self.read()

    def _chosen(self) -> None:
        """Another pair: the newer one is always the newer."""
        if self.after.currentIndex() < self.before.currentIndex():
            self.after.setCurrentIndex(self.before.currentIndex())
        self.read()

    def read(self) -> None:
        """Compare on the worker: a large form takes a second."""
        space, pair = self._context.workspace, (self.before.value(), self.after.value())

        def work(_progress: object) -> Look:
            reader = space.reader()
            try:
                return crosswalk.look(reader, *pair)
            finally:
                reader.store.close()

        self._context.tasks.run("Comparing two versions", work, self._show, self._context.fault)

    def _show(self, look: Look) -> None:
        """What was found, if it is still what is asked for."""
        pair = (self.before.value(), self.after.value())
        if pair != (look.before.fingerprint, look.after.fingerprint):
            return
        self.look = look
        space = self._context.workspace
        self.differing.show_differences(look.differences)
        self.joining.show_look(look, may=space.is_a(*crosswalk.ROLES), said=self._begun.get(pair))
        if look.confirmed is None:
            self.told.show_message(
                "Nobody has said what of one version is what of the other: trends break where the newer "
                "version begins. Audits keep their own questions in any case.", "info",
            )  # fmt: skip
        else:
            tone = "success" if look.holds else "warning"
            self.told.show_message(crosswalk.told(space, look.confirmed), tone)  # type: ignore[arg-type]

    def _keep(self, said: Crosswalk) -> None:
        """Remember what was changed, so that looking elsewhere loses nothing."""
        pair = (said.before, said.after)
        if self.look is not None and said != self.look.start:
            self._begun[pair] = said
        else:
            self._begun.pop(pair, None)

    def _confirm(self, said: Crosswalk) -> None:
        """A person stands for it."""
        note = ask_text(
            self, "Confirm what became of what?",
            "Trends and exports go over the two versions from now on, with your name and the day beside it. "
            "No audit is changed, and you can take it back.", "Confirm",
            label="Note (for example who agreed it)", needed=False, lines=2,
        )  # fmt: skip
        if note is not None:
            self._done(lambda: crosswalk.confirm(self._context.workspace, said, note), "It is confirmed.")  # fmt: skip

    def _withdraw(self) -> None:
        """Take it back, with the reason."""
        look = self.look
        if look is None:
            return
        why = ask_text(
            self, "Take it back?", "Trends break between the two versions again. What was said stays in the "
            "history.", "Take back",
        )  # fmt: skip
        if why is not None:
            pair = (look.before.fingerprint, look.after.fingerprint)
            self._done(lambda: crosswalk.withdraw(self._context.workspace, *pair, why), "It is taken back.")  # fmt: skip

    def _done(self, verb: Callable[[], Change], words: str) -> None:
        """Do it, say it, show it."""
        try:
            change = verb()
        except QAError as error:
            self._context.fault(error)
            return
        self._begun.clear()
        self._context.live.announce(change, self._by)
        self._context.say(words, "success")
        self.read()


def _day(text: str) -> str:
    """2026-11-20 in few letters."""
    day = date.fromisoformat(text)
    return f"{day.day} {day:%b %Y}"
