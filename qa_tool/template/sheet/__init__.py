"""Templates as workbooks: a dialect of XLSForm read and written, and the same as Markdown tables."""
