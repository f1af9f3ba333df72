"""Pure helpers: standard library and pydantic only, no I/O."""
