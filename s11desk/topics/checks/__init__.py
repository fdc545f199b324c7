"""One module for each thing that is checked. Each yields flaws; :mod:`s11desk.topics.check` makes problems of them."""
