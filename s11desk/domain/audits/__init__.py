"""One audit of one agency: its answers, what is asked, what is missing, and the action plan."""
