"""The window's sentences. The core knows codes only; a test walks every code and fails where a sentence is missing."""
