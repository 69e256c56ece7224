"""The main job on embedded parts: a real IMAP server on loopback with an invented mailbox, read as any other."""
