"""Files: contents on a disk under names that we make, their rows in the database."""
