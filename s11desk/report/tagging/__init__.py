"""What makes a drawn PDF readable by software and fit to be kept: PDF/UA-1 (ISO 14289-1) and PDF/A-3a (ISO 19005-3)."""
