"""Themes: the codebook with counts, one theme, and the bank of quotations."""

from ui.pages.themes.page import ThemesPage

__all__ = ["ThemesPage"]
