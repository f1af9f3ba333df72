"""Occurrences: what happened to an asset and waits for somebody to deal with it."""
