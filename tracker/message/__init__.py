"""Bytes to a frozen `Message`, and how far its sender can be believed."""
