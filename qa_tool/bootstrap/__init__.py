"""Set-up on a bare machine: standard library only, because nothing else may be there yet."""

from qa_tool.bootstrap.screen import has_screen
from qa_tool.bootstrap.start import ensure, run_checks, run_tests

__all__ = ["ensure", "has_screen", "run_checks", "run_tests"]
