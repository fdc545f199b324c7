"""The home folder: its paths, the opened workspace, backups and the fault log."""
