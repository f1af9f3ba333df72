"""HTTP of approvals."""
