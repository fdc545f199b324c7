"""What a partnership sends back about a return: the file of it, kept in the home, and what it asks for."""
