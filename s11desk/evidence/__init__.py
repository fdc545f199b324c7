"""Evidence: the type of a file decided by its content, and the vault that keeps an exact copy of it.

Why it is as it is: docs/adr/0005-evidence-vault.md.
"""
