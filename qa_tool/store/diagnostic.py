"""The shelf of diagnostic sessions, apart from every audit."""
