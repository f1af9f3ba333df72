"""Assets, their custody and the movement ledger."""
