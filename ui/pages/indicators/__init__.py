"""Indicators from outside the audits, on their charts, and the themed rounds that they raise."""

from ui.pages.indicators.page import IndicatorsPage

__all__ = ["IndicatorsPage"]
