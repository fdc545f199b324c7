"""How parts are placed: columns, rows that wrap, the scroll area, and long columns that fill step by step."""
