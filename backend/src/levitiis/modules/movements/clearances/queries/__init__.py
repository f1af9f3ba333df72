"""Reads of leaving."""
