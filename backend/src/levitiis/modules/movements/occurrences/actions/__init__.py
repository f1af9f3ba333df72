"""Use cases of occurrences."""
