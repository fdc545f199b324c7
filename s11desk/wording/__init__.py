"""Words that the shells and the documents share. Each is written once, here, so that no two places can disagree."""
