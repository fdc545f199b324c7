"""Words about questions to colleagues."""
