"""Words about the answers of an audit and the files attached to them."""
