"""Tables of words that the pages of the desk share."""
