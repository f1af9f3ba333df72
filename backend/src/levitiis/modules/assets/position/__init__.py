"""Where things were on a day, from the ledger."""
