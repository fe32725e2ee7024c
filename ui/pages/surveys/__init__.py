"""Surveys and complaints: counts and messages of a quarter, entered fast."""

from ui.pages.surveys.page import SurveysPage

__all__ = ["SurveysPage"]
