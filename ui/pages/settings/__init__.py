"""Settings: this laptop, the council's policy, backups and safety of the store, the passphrase."""

from ui.pages.settings.page import SettingsPage

__all__ = ["SettingsPage"]
