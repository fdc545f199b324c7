"""Words of the receiving desk."""
