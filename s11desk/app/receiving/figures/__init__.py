"""The figures of a desk: rates, charts, and the table of agencies and questions."""
