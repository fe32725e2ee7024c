"""Yes, no, not applicable, not known."""

from ui.form.editors.one_of import OneOfEditor


class YesNoEditor(OneOfEditor):
    """Yes, no, not applicable, not known: small boxes side by side."""
