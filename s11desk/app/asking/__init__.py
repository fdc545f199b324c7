"""Ask colleagues: some questions of an audit as one file, their answers as another, merged question by question."""
