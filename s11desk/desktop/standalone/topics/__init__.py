"""The topics of this computer, and topic packs."""
