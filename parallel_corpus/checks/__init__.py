"""Aligned text to Findings: one registry, one file a family."""
