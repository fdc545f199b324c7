"""Evidence: finds the type of a file by its content, and keeps an exact copy of the file in the vault.

The reasons are in docs/adr/0005-evidence-vault.md.
"""
