"""Documents that move assets: asked, decided, on the way, received; the effect is in the ledger."""
