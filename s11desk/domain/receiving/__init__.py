"""What a receiving desk knows: the agencies it expects, the returns that count, last days and rates."""
