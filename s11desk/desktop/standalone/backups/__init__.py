"""A person's files and their backups."""
