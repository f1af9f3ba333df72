"""Mail: fixed templates in both languages, a queue that is part of the unit of work, SMTP with retries."""
