"""Themes beside the words of a handed-in audit: chips, tagging and quoting."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from qa_tool.errors import QAError
from qa_tool.figures.dataset import Words
from qa_tool.theme.model import Theme
from qa_tool.work import quotation, theme, theme_tag
from qa_tool.work.audit_list import AuditView
from qa_tool.work.quotation import Proposal
from qa_tool.work.theme_tag import Spot, TagRow
from ui.context import Context
from ui.dialogs.quote import Asking, QuoteDialog
from ui.form.tag_box import TagBox
from ui.form.tagging import WorkTags
from ui.form.tags import TagChips
from ui.widgets import Box, Button, FlowRow, announce, column


class Tags:
    """The themes of one audit on its page: `row(key, card)` stands in a domain's card; `draw()` shows them anew."""

    def __init__(self, page: QWidget, context: Context, by: str) -> None:
        self._page, self._context, self._by = page, context, by
        self._found: AuditView | None = None
        self._desk: WorkTags | None = None
        self._at = ""
        self.rows: dict[str, TagChips] = {}
        self._cards: dict[str, QWidget] = {}
        self.box = TagBox(page, self._find, self._take)

    def show_audit(self, found: AuditView) -> None:
        """Another audit, or the same one anew."""
        self._found = found
        self.rows, self._cards = {}, {}
        self._desk = WorkTags(
            self._context.workspace,
            lambda change: self._context.live.announce(change, self._by),
            found.audit.id,
        )

    def may_tag(self) -> bool:
        """Whether this person tags and quotes here."""
        found = self._found
        return (
            found is not None
            and not found.superseded
            and theme_tag.may_tag(self._context.workspace, found.audit)
        )

    def row(self, key: str, title: str) -> QWidget:
        """The chips of one domain, with the buttons for who may tag."""
        chips = TagChips()
        chips.removed.connect(self._untag)
        self.rows[key] = chips
        inside = column(chips, spacing=4)
        if self.may_tag():
            tag = Button("Tag a theme", lambda: self.open_box(key), kind="quiet", icon="tag")
            tag.setAccessibleName(f"Tag a theme: {title}")
            quote = Button("Quote…", lambda: self.quote(key), kind="quiet", icon="message-square")
            quote.setAccessibleName(f"Quote words: {title}")
            line = FlowRow(tag, quote, spacing=2)
            inside.addWidget(line, 0, Qt.AlignmentFlag.AlignLeft)
        self._cards[key] = Box(inside)
        return self._cards[key]

    def draw(self) -> None:
        """Show every tag of the audit under its domain."""
        tags: Sequence[TagRow] = self._desk.tags() if self._desk is not None else ()
        for key, chips in self.rows.items():
            mine = [tag for tag in tags if tag.key.partition(".")[0] == key]
            once = {tag.theme: tag for tag in reversed(mine)}
            chips.show_tags([tag for tag in mine if once[tag.theme].id == tag.id])

    def open_box(self, key: str = "") -> None:
        """Ask for a theme for one domain: the one named, the one with the focus, or the first."""
        self._at = key or self._here()
        found = self._found
        if not self.may_tag() or found is None or not self._at:
            return
        self.box.open_box(found.form.domain(self._at).title, self._selected(self._at))

    def quote(self, key: str) -> None:
        """Propose words of this domain as a quotation."""
        found, space = self._found, self._context.workspace
        if found is None:
            return
        try:
            every = quotation.sources(space, found.audit.id)
        except QAError as error:
            self._context.fault(error)
            return
        own = [words for words in every if words.key.partition(".")[0] == key]
        sources: list[Words] = own or list(every)
        if not sources:
            self._context.warn("Nothing is written here that could be quoted.", "")
            return
        kept: list[str] = []

        def keep(given: Proposal) -> str:
            try:
                change = quotation.propose(space, given)
            except QAError as error:
                return f"{error} {error.cure}".strip()
            kept.extend(change.ids)
            self._context.live.announce(change, self._by)
            return ""

        tagged = [tag.theme for tag in self._tags_of(key)]
        blank = Proposal(found.audit.id, f"{key}.reason", tagged[0] if tagged else "", "", "")
        asking = Asking(
            found.audit.id, sources, theme.codebook(space).in_use,
            lambda words: quotation.proposed(space, found.audit.id, words), keep, blank,
            self._selected(key),
        )  # fmt: skip
        if QuoteDialog(self._page, asking).run() and kept:
            self._context.say("Proposed: a second person must say yes.", "success")

    def _tags_of(self, key: str) -> list[TagRow]:
        tags = self._desk.tags() if self._desk is not None else ()
        return [tag for tag in tags if tag.key.partition(".")[0] == key]

    def _here(self) -> str:
        """The domain whose row has the focus, or the first."""
        now = QApplication.focusWidget()
        for key, row in self._cards.items():
            if now is not None and row.isAncestorOf(now):
                return key
        return next(iter(self._cards), "")

    def _selected(self, key: str) -> str:
        """The words that are selected in the domain's card."""
        row = self._cards.get(key)
        card = row.parentWidget() if row is not None else None
        labels = card.findChildren(QLabel) if card is not None else []
        return next((one.selectedText() for one in labels if one.hasSelectedText()), "")

    def _find(self, text: str) -> Sequence[Theme]:
        return self._desk.find(text) if self._desk is not None else ()

    def _take(self, name: str) -> None:
        desk = self._desk
        if desk is not None and self._do(lambda: desk.tag(Spot(f"{self._at}.reason"), name)):
            announce(self._page, "Tagged")

    def _untag(self, tag: str) -> None:
        desk = self._desk
        if desk is not None and self._do(lambda: desk.untag(tag)):
            announce(self._page, "The tag is taken away")

    def _do(self, verb: Callable[[], object]) -> bool:
        try:
            verb()
        except QAError as error:
            self._context.fault(error)
            return False
        self.draw()
        return True
