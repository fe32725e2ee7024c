"""People, teams and areas: who works here, with which roles, in which line."""

from collections.abc import Callable
from functools import partial
from typing import Any, ClassVar

from PySide6.QtWidgets import QMenu, QStackedWidget, QTabBar, QWidget

from qa_tool.errors import QAError
from qa_tool.work import session
from ui.context import Context, Group
from ui.dialogs import Field, ask_fields
from ui.pages.people.bring_in import bring_in, write_headings
from ui.pages.people.records import TABS
from ui.pages.people.tab import RecordTab
from ui.widgets import Button, FlowRow, Scroll, column

KINDS = (*((one.key, one.title) for one in TABS), ("cases", "Cases"))


class PeoplePage(QWidget):
    """Three lists in tabs, each with its form: `show_page(tab="people|teams|areas", person=id)`."""

    key: ClassVar[str] = "people"
    title: ClassVar[str] = "People and teams"
    icon: ClassVar[str] = "users"
    group: ClassVar[Group] = "SET-UP"

    def __init__(self, window_context: Context) -> None:
        super().__init__()
        self._context = window_context
        self.tabs = QTabBar()
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self.tabs.setAccessibleName("People, teams or areas")
        self._stack = QStackedWidget()
        self.lists: dict[str, RecordTab] = {}
        for records in TABS:
            tab = RecordTab(window_context, records, self.key)
            self.lists[records.key] = tab
            self.tabs.addTab(records.title)
            self._stack.addWidget(tab)
        self.tabs.currentChanged.connect(self._turned)
        self.sign_in = Button("Let somebody sign in", self.let_in, icon="key-round")
        self.bring = Button("Bring in from a file", self._choose_kind, icon="upload")
        self.headings = Button("File with headings", self._choose_headings, icon="download")
        head = column(
            FlowRow(self.tabs, self.sign_in, self.bring, self.headings, spacing=10), spacing=0
        )
        page = column(head, self._stack, spacing=12, margins=(20, 12, 20, 16))
        page.setStretch(1, 1)
        self.setLayout(column(Scroll(page)))
        window_context.live.watch(self, ("council",), lambda _change: self._heard(), by=self.key)

    def show_page(self, **place: Any) -> None:
        """Show a tab; with `person` that person stands in the form."""
        self._context.title(self.title)
        keys = [records.key for records in TABS]
        if place.get("tab") in keys:
            self.tabs.setCurrentIndex(keys.index(str(place["tab"])))
        self.refresh()
        person = self._context.workspace.people.get(str(place.get("person", "")))
        if person is not None:
            self.tabs.setCurrentIndex(0)
            self.lists["people"].edit(person)
        else:
            self.tabs.setFocus()

    def refresh(self) -> None:
        """Read all three lists again; what is being typed stays."""
        for tab in self.lists.values():
            tab.refresh()

    def let_in(self) -> None:
        """Give somebody a name and a passphrase to sign in with on this laptop's store."""
        space = self._context.workspace
        people = sorted(((p.id, p.name) for p in space.people.values()), key=lambda pair: pair[1])
        chosen = self.lists["people"].chosen
        first = chosen.id if chosen is not None and self.tabs.currentIndex() == 0 else ""
        given = ask_fields(
            self, "Let somebody sign in",
            (
                Field("person", "Who", "choice", first, people, needed=True),
                Field("name", "Sign-in name", needed=True,
                      help="What they type when the program starts. It is kept only as a hash."),
                Field("first", "Passphrase", "passphrase", needed=True,
                      help="Three or four words that do not belong together."),
                Field("again", "The same passphrase again", "passphrase", needed=True),
            ),
            "Let in",
            text="They get their own key and sign with it. Give the passphrase by word of mouth; "
                 "they change it under Settings. Save their roles first: the key carries them.",
            check=lambda v: "" if v["first"] == v["again"] else "The two passphrases differ.",
        )  # fmt: skip
        if given is None:
            return
        try:
            change = session.let_in(space, given["person"], given["name"], given["first"])
        except QAError as error:
            self._context.fault(error)
            return
        self._context.live.announce(change, self.key)
        self._context.say(f"{space.name(given['person'])} can sign in now.", "success")

    def bring_in(self, kind: str) -> None:
        """Bring one kind in from a file."""
        if bring_in(self._context, self, kind, self.key):
            self.refresh()

    def write_headings(self, kind: str) -> None:
        """Write the headings of one kind into a file."""
        write_headings(self._context, self, kind)

    def _heard(self) -> None:
        """Something changed elsewhere."""
        if self.isVisible():
            self.refresh()

    def _turned(self, number: int) -> None:
        """Another tab."""
        self._stack.setCurrentIndex(number)

    def _choose_kind(self) -> None:
        """Which kind the file holds."""
        self._menu(self.bring, self.bring_in)

    def _choose_headings(self) -> None:
        """Which kind's headings."""
        self._menu(self.headings, self.write_headings)

    def _menu(self, button: Button, act: Callable[[str], object]) -> None:
        """A small menu of the four kinds under a button."""
        menu = QMenu(self)
        for key, words in KINDS:
            menu.addAction(words, partial(act, key))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(button.mapToGlobal(button.rect().bottomLeft()))
