"""The answers of many returns as tables, for spreadsheets and for programs. docs/collated-tables.md describes them."""
