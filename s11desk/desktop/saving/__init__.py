"""From a keystroke to the disk: the job runner, the open draft, conflicts, undo, the resume point."""
