"""What a council decides once: thresholds, clocks, shares, numbers to ring."""
