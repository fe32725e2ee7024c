"""Entries that nobody can change unseen: canonical form, chain, signatures, roles."""
