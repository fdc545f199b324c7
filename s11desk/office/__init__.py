"""What all writers of office files share."""
