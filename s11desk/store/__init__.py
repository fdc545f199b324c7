"""The database of drafts on this computer: opening, migrations, backups, drafts, journal. All SQL is in here."""
