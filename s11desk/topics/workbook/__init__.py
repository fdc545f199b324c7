"""A topic as an Excel workbook: an XLSForm (xlsform.org) with columns of our own, read and written."""
