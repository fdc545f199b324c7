"""The pages. Each is built from the open draft when it is visited, hands changes to it, and keeps nothing."""
