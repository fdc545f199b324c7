"""The return bundle: its contents, written completely and read strictly. docs/return-bundle.md describes the format."""
