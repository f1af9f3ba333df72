"""Documents on paper: the PDF engine, QR codes, sheets of labels, printed lists."""
