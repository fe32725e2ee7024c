"""Files: workbook, PDF, web page, Word document and CSV, written whole or not at all."""

from qa_tool.export.kinds import EXPORTS, OF_A_REPORT, ExportKind, kind_of, write

__all__ = ["EXPORTS", "OF_A_REPORT", "ExportKind", "kind_of", "write"]
