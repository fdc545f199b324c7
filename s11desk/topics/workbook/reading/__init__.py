"""A workbook is read: its sheets, cells and languages, and every problem in them with its place."""
