"""The first page: audits to continue, and topics to begin."""
