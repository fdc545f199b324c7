"""The return bundle: what stands in it, written whole and read strictly. docs/return-bundle.md describes the format."""
