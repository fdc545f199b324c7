"""The answers of many returns as tables and workbooks, from a folder or from a desk."""
