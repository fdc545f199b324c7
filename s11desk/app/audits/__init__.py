"""What a person does with one audit: begin, answer, attach, plan, search, undo."""
