"""What the rows of the drafts file hold, each with its digest: a draft, its journal, a topic, the home."""
