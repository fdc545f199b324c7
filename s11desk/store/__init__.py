"""The database of drafts on this computer: opening, migrations, backups, drafts, journal. It has all SQL about them."""
