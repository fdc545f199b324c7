"""Whether a PDF is whole, opens without a password, and holds or starts no program."""
