"""People who hold or answer for things; every user has a person."""
