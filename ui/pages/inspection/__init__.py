"""The inspection drawer: a case number typed, everything there; the last months' audits, printed."""

from ui.pages.inspection.page import InspectionPage

__all__ = ["InspectionPage"]
