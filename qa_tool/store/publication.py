"""The shelf of publications: frozen data sets, words, approvals."""
