"""Tests of the feed: what is planned, what is written, and what other programs read in it."""
