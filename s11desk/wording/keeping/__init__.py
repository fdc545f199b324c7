"""Words about copies of the drafts, and about audits that move."""
