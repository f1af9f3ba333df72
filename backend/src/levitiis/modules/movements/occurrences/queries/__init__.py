"""Reads of occurrences."""
