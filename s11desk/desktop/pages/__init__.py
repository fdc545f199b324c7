"""The pages of an audit. The frame builds a page from the open draft when a person visits it. A page keeps no data."""
