"""One draft read and changed in a transaction, and what is kept beside it."""
