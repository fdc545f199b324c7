"""How a desk is kept: check, backups, restore, deletion."""
