"""Tests of the sentences and dates in five languages."""
