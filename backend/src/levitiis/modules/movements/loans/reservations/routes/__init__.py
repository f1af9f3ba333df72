"""HTTP of reservations."""
