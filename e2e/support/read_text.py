"""Print as JSON the text on each page of a PDF: ``["…", …]``."""

from __future__ import annotations

import json
import sys

import pypdfium2


def main() -> None:
    """Read the file named on the command line."""
    document = pypdfium2.PdfDocument(sys.argv[1])
    print(json.dumps([page.get_textpage().get_text_range() for page in document]))


if __name__ == "__main__":
    main()
