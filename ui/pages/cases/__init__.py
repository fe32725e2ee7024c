"""Cases: who they belong to, who audits them, and what audits there were."""

from ui.pages.cases.page import CasesPage

__all__ = ["CasesPage"]
