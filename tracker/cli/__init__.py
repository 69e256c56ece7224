"""The command line. Exit codes: 0 done; 1 refused or not found, said in one sentence on stderr; 2 wrong usage."""

from tracker.cli.app import main

__all__ = ["main"]
