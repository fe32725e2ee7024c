"""One editor for each kind of question; a new kind is one file and one line here."""

from ui.form.editors.date import DateEditor
from ui.form.editors.editor import Editor
from ui.form.editors.evidence import EvidenceEditor
from ui.form.editors.grade import GradeEditor
from ui.form.editors.grid import GridEditor
from ui.form.editors.group import EntryEditor, GroupEditor
from ui.form.editors.note import NoteEditor
from ui.form.editors.number import NumberEditor
from ui.form.editors.one_of import OneOfEditor
from ui.form.editors.plain import (
    AcknowledgeEditor,
    LineEditor,
    ListEditor,
    LongTextEditor,
    ScoreEditor,
    WorkedEditor,
)
from ui.form.editors.rank import RankEditor
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
    "score": ScoreEditor,
    "date": DateEditor,
    "evidence": EvidenceEditor,
    "note": NoteEditor,
    "rating_grid": GridEditor,
    "rank": RankEditor,
    "group": GroupEditor,
    "entry": EntryEditor,
    "calculate": WorkedEditor,
    "acknowledge": AcknowledgeEditor,
}
LOOKS: dict[str, type[Editor]] = {
    "minimal": ListEditor,
    "likert": LineEditor,
    "multiline": LongTextEditor,
}

__all__ = ["EDITORS", "Editor", "editor_for"]


def editor_for(kind: str, appearance: str = "") -> Editor:
    """A new editor for a kind of question; `appearance` is another look of the same answer."""
    return LOOKS.get(appearance, EDITORS.get(kind, NoteEditor))()
