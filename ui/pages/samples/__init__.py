"""Samples: drawn by rules that can be proved, with their certificate, and the coverage map."""

from ui.pages.samples.page import SamplesPage

__all__ = ["SamplesPage"]
