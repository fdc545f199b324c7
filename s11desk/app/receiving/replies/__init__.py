"""What goes back to the agencies: receipts and requests."""
