"""Whole audits that come from another database or computer, or go there."""
