"""Returns: make, record, find, countersign, verify, encrypt, mail."""
