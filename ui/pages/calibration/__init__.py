"""Calibration: the same example graded in private by several people, then talked over."""

from ui.pages.calibration.page import CalibrationPage

__all__ = ["CalibrationPage"]
