"""Exports: exactly what is filtered, as a file."""
