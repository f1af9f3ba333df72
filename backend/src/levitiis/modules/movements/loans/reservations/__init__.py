"""Reservations ahead of time: any of a category, recurring, for oneself; their calendar and its feeds."""
