"""Printing labels for assets."""
