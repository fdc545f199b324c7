"""The agencies that a desk expects: their list, whose a return is, last days and reminders."""
