"""One handed-in audit, read-only."""

from ui.pages.audit_view.page import AuditViewPage

__all__ = ["AuditViewPage"]
