"""Plain functions that make things for tests, one file per module."""
