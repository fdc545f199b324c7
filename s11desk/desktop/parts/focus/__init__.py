"""Where the keyboard is: the ring around it, the order of Tab, and the place that a person comes back to."""
