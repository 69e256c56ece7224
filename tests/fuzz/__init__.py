"""Hostile mail: bombs, mutations of good mail, and fuzz targets. `python -m tests.fuzz.run` runs the targets."""
