"""Actions: raised from what was found or asked for, done with proof, seen by somebody else."""

from ui.pages.actions.page import ActionsPage

__all__ = ["ActionsPage"]
