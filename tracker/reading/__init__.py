"""What a message says: its kind, dates, office, people and doubts. Pure: no I/O, no clock."""
