"""``s11desk desk``: the commands of a partnership's receiving desk."""
