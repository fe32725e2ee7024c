"""What stands in a data folder, asked before anything is opened: light, for the first screen."""

from pathlib import Path
from typing import Literal

STORE, KEYS = "store.db", "store.keys"
DEMONSTRATION = "demonstration"  # file that marks a made-up council
FolderState = Literal["empty", "store", "damaged"]


def folder_state(folder: Path) -> FolderState:
    """What stands in a data folder: nothing of ours, a whole store, or half of one."""
    store, held = (folder / STORE).exists(), (folder / KEYS).exists()
    if store and held:
        return "store"
    return "damaged" if store or held else "empty"


def is_demonstration(folder: Path) -> bool:
    """Whether the council in this folder is made up."""
    return (folder / DEMONSTRATION).exists()
