"""Business hours and days: of the organisation, and of each unit that has its own."""
