"""One scene per chart, written to the screen, PDF and SVG."""
