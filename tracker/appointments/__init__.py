"""The promise: a date that ICE set stands until ICE provably changes it. Pure: no I/O, no clock."""
