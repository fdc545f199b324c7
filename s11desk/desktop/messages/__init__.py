"""The window's sentences. The core knows codes only; a test walks every code and fails if a sentence is missing."""
