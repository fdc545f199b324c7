"""Words about a return: its verdict, its signers, its approval and its replies."""
