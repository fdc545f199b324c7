"""A return that somebody sent: its verdict, its signers, its content, and tables of many."""
