"""The drafts file opened, to write or only to read; its schema, and the way up from older ones."""
