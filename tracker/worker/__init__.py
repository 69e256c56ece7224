"""What is done in the background, and the little that drives it on one machine."""
