"""Help: type a word, read the topic; the page one came from shows its own topics first."""

from typing import Any, ClassVar

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from ui.context import Context, Group
from ui.look import px
from ui.pages.help.words import Topic, topics
from ui.widgets import (
    Button,
    Card,
    EqualGrid,
    FlowRow,
    Muted,
    Scroll,
    SearchField,
    Words,
    clear,
    column,
)
from ui.widgets.line_button import LineButton

KEYS = "Keys"
_FIRST = 120
_READS_WELL = 780  # a line of about a hundred letters


class HelpPage(QWidget):
    """The help: `show_page(about=page key)` shows the topics of that page."""

    key: ClassVar[str] = "help"
    title: ClassVar[str] = "Help"
    icon: ClassVar[str] = "circle-help"
    group: ClassVar[Group] = "SET-UP"

    def __init__(self, window_context: Context) -> None:
        super().__init__()
        self._context = window_context
        self.topics = topics()
        self.shown: list[str] = []
        self._cards: list[Card] = []
        self.search = SearchField("Search in the help", "What do you want to do?")
        self.search.searched.connect(self._search)
        self.all = Button("All topics", self._everything, icon="list")
        self.keys = Button("Keys", self.show_keys, icon="info")
        self._body = column(spacing=12, margins=(0, 0, 8, 12))
        self.area = Scroll(self._body)
        page = column(
            self.search,
            FlowRow(self.all, self.keys),
            self.area,
            spacing=12,
            margins=(20, 16, 12, 8),
        )
        page.setStretch(2, 1)
        self.setLayout(page)

    def show_page(self, **place: Any) -> None:
        """Show everything, or the topics of the page that asked for help."""
        self._context.title(self.title)
        self.search.clear()
        about = str(place.get("about", ""))
        found = [topic for topic in self.topics if about in topic.pages] if about else []
        if found:
            self._show(found, "For the page you came from")
        else:
            self._everything()
        self.search.setFocus()

    def refresh(self) -> None:
        """Nothing here changes."""

    def show_topic(self, title: str) -> None:
        """One topic to read."""
        self._show([topic for topic in self.topics if topic.title == title])

    def show_keys(self) -> None:
        """Every key there is, made from the commands themselves."""
        self._empty()
        self.shown = [KEYS]
        self._body.addWidget(Muted("Everything can be done without the mouse. Tab goes on, "
                                   "Shift and Tab goes back, Enter or Space presses."))  # fmt: skip
        grid = EqualGrid(least=300)
        for group, lines in self._context.commands.sheet():
            card = Card(group)
            for what, keys in lines:
                mark = Words(keys, "key", wrap=False)
                mark.setAccessibleName(f"{keys}: {what}")
                card.add(FlowRow(mark, Words(what, wrap=False)))
            card.body.addStretch(1)
            grid.add(card)
        self._body.addWidget(grid)
        self._body.addStretch(1)

    def _everything(self) -> None:
        """The list of topics, as lines that open."""
        self._empty()
        self.shown = [topic.title for topic in self.topics]
        grid = EqualGrid(least=320, spacing=6)
        for topic in self.topics:
            grid.add(
                LineButton(topic.title, _begin(topic), "book-open", on_click=self._opener(topic))
            )
        self._body.addWidget(grid)
        self._body.addStretch(1)

    def _opener(self, topic: Topic) -> Any:
        """Opens a topic."""
        return lambda: self.show_topic(topic.title)

    def _search(self, text: str) -> None:
        """The topics with these words; those with them in the title first."""
        if not text:
            self._everything()
            return
        found = [topic for topic in self.topics if topic.has(text)]
        found.sort(key=lambda topic: text.casefold() not in topic.title.casefold())
        self._show(found, "" if found else f"Nothing in the help has “{text}”. Try another word.")

    def _show(self, found: list[Topic], about: str = "") -> None:
        """These topics, whole."""
        self._empty()
        self.shown = [topic.title for topic in found]
        if about:
            self._body.addWidget(Muted(about))
        for topic in found:
            card = Card(topic.title)
            for paragraph in topic.paragraphs:
                card.add(Words(paragraph))
            self._cards.append(card)
            self._body.addWidget(card)
        self._body.addStretch(1)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lines are no longer than they read well."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Leave room at the right of long lines."""
        spare = max(px(16), self.area.viewport().width() - px(_READS_WELL))
        for card in self._cards:
            layout = card.layout()
            if layout is not None:
                layout.setContentsMargins(px(16), px(16), spare, px(16))

    def _empty(self) -> None:
        """Take out what is shown."""
        self._cards = []
        clear(self._body)
        self.area.verticalScrollBar().setValue(0)


def _begin(topic: Topic) -> str:
    """How a topic begins."""
    words = topic.paragraphs[0] if topic.paragraphs else ""
    return words if len(words) <= _FIRST else words[:_FIRST].rsplit(" ", 1)[0] + " …"
