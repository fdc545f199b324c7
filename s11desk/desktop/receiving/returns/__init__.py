"""The list of returns, one return, the decision on it, and the replies."""
