"""The first page of a desk: files to take in, what needs a look, and how many have returned."""
