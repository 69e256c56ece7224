"""What programs elsewhere are told, and how it is posted."""
