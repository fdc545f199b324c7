"""A return is made, named, recorded in its draft and found again; locked or encrypted if its topic asks for it."""
