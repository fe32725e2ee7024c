"""Tagging in the form: Ctrl+T on the question with the focus, chips under it."""

from collections.abc import Callable, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from qa_tool.errors import QAError
from qa_tool.theme.model import Theme
from qa_tool.work.theme_tag import Spot
from ui.form.domain_page import DomainPage
from ui.form.editors.text import TextEditor
from ui.form.question import QuestionBox
from ui.form.tag_box import TagBox
from ui.form.tags import TagDesk, spot_key, tag_desk
from ui.widgets import announce

if TYPE_CHECKING:
    from ui.form.view import FormView


class Tagger(QObject):
    """Themes in the form: `ready()`, `open_box(key)`, `draw(page)`; nothing where the desk has no tags."""

    def __init__(self, view: "FormView") -> None:
        super().__init__(view)
        self._view = view
        self._spot = Spot("")

    @cached_property
    def box(self) -> TagBox:
        """Where a theme is asked for; made when it is first wanted."""
        return TagBox(self._view, self._find, self._take)

    def desk(self) -> TagDesk | None:
        """Where the tags of the open audit are kept."""
        answering = self._view.answering
        return tag_desk(answering.desk) if answering is not None else None

    def ready(self) -> bool:
        """Whether themes can be tagged here."""
        return self._view.isVisible() and self.desk() is not None

    def draw(self, page: DomainPage) -> None:
        """Show the tags of one domain; what cannot be read now is not shown."""
        desk = self.desk()
        tags = desk.tags() if desk is not None else ()
        mine = [tag for tag in tags if tag.key.partition(".")[0] == page.key]
        page.show_tags(mine, may_tag=desk is not None)
        self.offer(page)

    def offer(self, page: DomainPage) -> None:
        """Offer the themes that answers suggest, where they are not tagged yet."""
        answering, desk = self._view.answering, self.desk()
        if answering is None:
            return
        form = answering.desk.form
        for key, box in page.boxes.items():
            wanted = form.view(key).theme if desk is not None and form.asked(key) else ""
            theme = desk.theme(wanted) if desk is not None and wanted else None
            tagged = theme is not None and theme.id in {tag.theme for tag in box.tags.shown}
            box.follows.offer(None if tagged else theme)

    def follow(self, page: DomainPage) -> None:
        """Hear what is wanted on this page."""
        page.tagging.connect(self.open_box)
        page.suggested.connect(self._suggested)
        # The chip goes with its tag: it must have finished its key press first.
        page.untagged.connect(lambda tag: QTimer.singleShot(0, self, lambda: self._untag(tag)))

    def open_box(self, key: str = "") -> None:
        """Ask for a theme for the question with the focus, or the one named."""
        page = self._view.page_here()
        if self.desk() is None or page is None:
            return
        box = page.boxes.get(key) or self._view.question() or _graded(page)
        if box is None:
            return
        at = page.boxes.get(spot_key(box.key), box)
        at.flush()
        start, end = at.selected()
        self._spot = Spot(at.key, start, end)
        words = ""
        if end and isinstance(at.editor, TextEditor):
            words = " ".join(at.editor.box.toPlainText()[start:end].split())
        self.box.open_box(self._where(at), words)

    def _where(self, at: QuestionBox) -> str:
        answering = self._view.answering
        title = answering.desk.form.domain(self._view.here).title if answering else ""
        return title if at.key.endswith(".reason") else f"{title}: {at.title.text()}"

    def _find(self, text: str) -> Sequence[Theme]:
        desk = self.desk()
        return desk.find(text) if desk is not None else ()

    def _take(self, theme: str) -> None:
        desk = self.desk()
        if desk is None:
            return
        before = {tag.id for tag in desk.tags()}
        if self._do(lambda: desk.tag(self._spot, theme)):
            fresh = next((tag.title for tag in desk.tags() if tag.id not in before), "")
            announce(self._view, f"Tagged: {fresh}" if fresh else "It was tagged here already")

    def _suggested(self, key: str, theme: str) -> None:
        self._spot = Spot(key)
        self._take(theme)

    def _untag(self, tag: str) -> None:
        desk, page = self.desk(), self._view.page_here()
        if desk is None or page is None:
            return
        key = next((one.key for one in desk.tags() if one.id == tag), "")
        if self._do(lambda: desk.untag(tag)):
            page.go_to(key)
            announce(self._view, "The tag is taken away")

    def _do(self, verb: Callable[[], object]) -> bool:
        """Do it and draw anew; known trouble is told in the window's voice."""
        answering, page = self._view.answering, self._view.page_here()
        try:
            verb()
        except QAError as error:
            if answering is not None:
                answering.trouble.emit(error)
            return False
        if page is not None:
            self.draw(page)
        return True


def _graded(page: DomainPage) -> QuestionBox | None:
    """Without a question in focus a tag stands by the domain's reason, else by its first question."""
    return page.boxes.get(f"{page.key}.reason") or next(iter(page.boxes.values()), None)
