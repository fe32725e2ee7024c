"""The shelf of themes: codebook, tags, quotations."""
