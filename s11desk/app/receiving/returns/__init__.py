"""The returns at a desk: lists, one return whole, search, what needs a look, and the officer's decisions."""
