"""What the pages show, as plain values."""
