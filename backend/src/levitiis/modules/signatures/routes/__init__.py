"""HTTP of terms."""
