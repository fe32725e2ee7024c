"""The improvement plan: objectives, what is asked of the council, and which actions answer."""

from ui.pages.plan.page import PlanPage

__all__ = ["PlanPage"]
