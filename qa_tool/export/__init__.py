"""Files: workbook, PDF and CSV, written whole or not at all."""
