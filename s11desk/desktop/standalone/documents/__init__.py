"""The guide, the fault log, and documents to print."""
