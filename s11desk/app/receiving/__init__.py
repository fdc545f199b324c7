"""What a partnership does with the returns of many agencies."""
