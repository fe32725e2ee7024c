"""Questions to people in windows of their own; the only place with dialogs."""

from ui.dialogs.ask import ask, ask_text, show_problems
from ui.dialogs.dialog import Dialog
from ui.dialogs.file import choose_file, choose_files, choose_folder, save_file
from ui.dialogs.jump import JumpBox
from ui.dialogs.keys import show_keys
from ui.dialogs.picture import save_picture
from ui.dialogs.sheet import Field, ask_fields, ask_passphrase

__all__ = [
    "Dialog",
    "Field",
    "JumpBox",
    "ask",
    "ask_fields",
    "ask_passphrase",
    "ask_text",
    "choose_file",
    "choose_files",
    "choose_folder",
    "save_file",
    "save_picture",
    "show_keys",
    "show_problems",
]
