"""The window: the only part that knows Qt. It shows what a use case read back, and offers changes to it."""
