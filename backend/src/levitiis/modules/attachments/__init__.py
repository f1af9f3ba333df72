"""Files attached to things: one mechanism, a table of its own for each kind of owner."""
