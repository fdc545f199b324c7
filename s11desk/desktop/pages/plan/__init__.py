"""The page of the action plan: the plan at a glance, its editors, and the files of it."""
