"""Where things lie: what is shipped beside the program, and the person's own folders."""

import sys
from pathlib import Path

from platformdirs import PlatformDirs

_PERSON = PlatformDirs("case-audit", appauthor=False)

# A frozen build unpacks what is shipped with it into a folder of its own.
CHECKOUT = Path(getattr(sys, "_MEIPASS", Path(__file__).resolve().parent.parent))
RESOURCES = CHECKOUT / "resources"
FORMS = CHECKOUT / "forms"


def data_folder() -> Path:
    """Where the store is kept unless --at says otherwise; on this computer, never on a roaming profile."""
    return Path(_PERSON.user_data_dir)


def settings_folder() -> Path:
    """Where the preferences of this person on this computer are kept."""
    return Path(_PERSON.user_config_dir)


def log_folder() -> Path:
    """Where the log is kept."""
    return Path(_PERSON.user_log_dir)


def documents_folder() -> Path:
    """The person's Documents folder, or the home folder where there is none."""
    documents = Path(_PERSON.user_documents_dir)
    return documents if documents.is_dir() else Path.home()
