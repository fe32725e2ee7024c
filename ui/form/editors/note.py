"""Words that only tell something."""

from ui.form.editors.editor import Editor


class NoteEditor(Editor):
    """Words to read; there is nothing to answer."""
