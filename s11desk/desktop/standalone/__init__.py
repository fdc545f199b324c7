"""Pages that belong to no open audit: a received return, a topic pack, help, printing, this computer's data."""
