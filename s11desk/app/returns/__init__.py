"""Returns, room by room: made, verified, approved, e-mailed, and what a partnership sends back about one."""
