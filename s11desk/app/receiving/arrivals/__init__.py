"""What came: files, folders and e-mails are found, read, verified, stored and recorded."""
