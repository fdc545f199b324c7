"""What a person can do, one function for each. Qt-free and terminal-free: both shells call these."""
