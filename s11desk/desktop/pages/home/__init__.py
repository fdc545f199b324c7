"""The first page: audits to go on with, and topics to begin."""
