"""A receiving desk's register: its own database of returns, agencies, decisions and receipts, and the stored files.

A desk is one folder on a local disk: ``register.db``, ``returns/`` (every return as it came, under its SHA-256),
``outgoing/`` (receipts, letters, change requests) and ``backups/``. It shares with ``store`` only how SQLite is opened.
"""
