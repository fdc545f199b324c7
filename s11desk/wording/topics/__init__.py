"""Words about topics: what is wrong in a pack, and what differs between two versions."""
