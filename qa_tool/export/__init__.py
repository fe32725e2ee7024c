"""Files: workbook, PDF and CSV, written whole or not at all."""

from qa_tool.export.kinds import EXPORTS, ExportKind, kind_of, write

__all__ = ["EXPORTS", "ExportKind", "kind_of", "write"]
