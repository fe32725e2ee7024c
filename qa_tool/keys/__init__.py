"""Passphrases, the data key and signing keys: who may open this store."""
