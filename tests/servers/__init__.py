"""Real servers and faulty wires for tests and programmes: context managers, free of pytest."""
