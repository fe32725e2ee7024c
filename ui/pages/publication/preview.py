"""The report as it will print: one edition, made on the worker, shown from memory."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from qa_tool.errors import QAError
from qa_tool.progress import Progress
from qa_tool.work import publication_desk
from ui.look import px
from ui.pages.publication.bench import Bench
from ui.widgets import Button, EmptyState, Muted, PdfView, Picker, column, row

_EDITIONS = (("public", "Public edition"), ("internal", "Internal edition"))


class PreviewPart(QWidget):
    """One edition as it will print; nothing of it lies on a disk."""

    def __init__(self, bench: Bench) -> None:
        super().__init__()
        self._bench = bench
        self._making = False
        self._of: object = None
        self.edition = Picker("Edition", _EDITIONS)
        self.edition.picked.connect(lambda _key: self.make())
        self.again = Button("Make it again", self.make, icon="rotate-ccw")
        self.told = Muted("", wrap=False)
        top = row(self.edition, self.again, self.told, None, spacing=8)
        self.none = EmptyState(
            "Nothing to show yet", "The report is being made. It takes a few seconds.",
            icon="file-text",
        )  # fmt: skip
        self.view = PdfView("Preview of the report")
        self.view.setMinimumHeight(px(420))
        self.view.outside.hide()
        self.view.hide()
        layout = column(top, self.none, spacing=10)
        layout.addWidget(self.view, 1)
        self.setLayout(layout)

    def refresh(self) -> None:
        """Another year or other figures: what is shown may be old."""
        old = self.view.page_count() and self._of != self._now()
        self.told.setText("Changed since: make it again." if old else "")

    def _now(self) -> object:
        """The contents that would be shown."""
        desk, view = self._bench.desk, self._bench.view
        if desk is None or view is None:
            return None
        return desk.year, view.mark, desk.annual.fingerprint

    def forget(self) -> None:
        """Another year: show nothing."""
        self.view.close_file()
        self.view.hide()
        self.none.show()

    def make(self) -> None:
        """Make the edition on the worker, over a read-only store of its own."""
        desk = self._bench.desk
        if desk is None or self._making:
            return
        self._making, self._of = True, self._now()
        self.again.forbid("It is being made.")
        public = self.edition.value() == "public"
        self._bench.context.tasks.run(
            "Making the preview", self._job(desk.year, public=public), self._done, self._failed
        )

    def _job(self, year: str, *, public: bool) -> Callable[[Progress], bytes]:
        space = self._bench.context.workspace

        def work(progress: Progress) -> bytes:
            reader = space.reader()
            try:
                return publication_desk.preview(reader, year, public=public, progress=progress)
            finally:
                reader.store.close()

        return work

    def _done(self, data: bytes) -> None:
        self._settle()
        try:
            self.view.show_data(data, "annual-report.pdf")
        except QAError as error:
            self._bench.context.fault(error)
            return
        self.told.setText("")
        self.none.hide()
        self.view.show()

    def _failed(self, error: BaseException) -> None:
        self._settle()
        self.none.show_words(
            "It could not be made", "Press “Make it again” once that is put right."
        )
        self._bench.context.fault(error)

    def _settle(self) -> None:
        self._making = False
        self.again.forbid("")
