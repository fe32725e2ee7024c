"""The council's figures by filter: every chart with its sentence, its n and its table."""

from ui.pages.dashboard.page import DashboardPage

__all__ = ["DashboardPage"]
