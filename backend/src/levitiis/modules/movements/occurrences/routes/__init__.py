"""HTTP of occurrences."""
