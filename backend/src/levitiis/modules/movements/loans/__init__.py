"""Loans: what goes out for a time and comes back."""
