"""``python -m levitiis``."""

from levitiis.cli import main

main()
