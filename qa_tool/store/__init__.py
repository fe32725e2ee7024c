"""The encrypted store: one door, one shelf per noun."""

from qa_tool.store.core import Store, rebuild

__all__ = ["Store", "rebuild"]
