"""Leaving: what binds a person, giving it back or passing it on, and the clearance when nothing is left."""
