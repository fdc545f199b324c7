"""A return as a signed file: what kind of document it is, its verdict, its approval, what changed since another."""
