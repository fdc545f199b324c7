"""The drafts on this computer: the only SQL. Open, migrate, back up, drafts, journal."""
