"""The pages that set up a desk: where it is, its keys, its signature, its topic pack."""
