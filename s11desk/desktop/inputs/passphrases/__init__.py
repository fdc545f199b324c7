"""Typing a passphrase, choosing a new one, and locking a new file with it."""
