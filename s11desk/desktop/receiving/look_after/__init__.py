"""How a desk is kept: backups, check, watched folder, deletion."""
