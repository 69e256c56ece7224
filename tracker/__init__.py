"""Reads ICE appointment messages and publishes a calendar in which a change is final only once ICE confirms it."""
