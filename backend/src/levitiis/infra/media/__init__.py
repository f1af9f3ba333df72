"""Pictures and documents that people attach: recognised by their content, re-encoded, previewed."""
