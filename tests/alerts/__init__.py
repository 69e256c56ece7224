"""Tests of what is told, when, over which channel and in which words."""
