"""One editor for each kind of question; a new kind is one file and one line here."""

from ui.form.editors.date import DateEditor
from ui.form.editors.editor import Editor
from ui.form.editors.evidence import EvidenceEditor
from ui.form.editors.grade import GradeEditor
from ui.form.editors.note import NoteEditor
from ui.form.editors.number import NumberEditor
from ui.form.editors.one_of import OneOfEditor
from ui.form.editors.some_of import SomeOfEditor
from ui.form.editors.text import TextEditor
from ui.form.editors.yes_no import YesNoEditor

EDITORS: dict[str, type[Editor]] = {
    "grade": GradeEditor,
    "yes_no": YesNoEditor,
    "one_of": OneOfEditor,
    "some_of": SomeOfEditor,
    "text": TextEditor,
    "number": NumberEditor,
    "score": NumberEditor,
    "date": DateEditor,
    "evidence": EvidenceEditor,
    "note": NoteEditor,
}

__all__ = ["EDITORS", "Editor", "editor_for"]


def editor_for(kind: str) -> Editor:
    """A new editor for a kind of question; what cannot be drawn yet is shown as words."""
    return EDITORS.get(kind, NoteEditor)()
