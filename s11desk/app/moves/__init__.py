"""Work moves: an audit as one file, to another computer or to a colleague, and taken in from one."""
