"""The steps of the store's format, one module each; a step imports nothing of ours and never changes."""
