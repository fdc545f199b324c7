"""A topic is written as a workbook: the rows of each sheet, its columns, and what explains them."""
