"""The pages about the agencies: the list, one agency, last days, reminders."""
