"""Where messages come from: IMAP accounts, read and never changed, and message files.

Knows nothing of what a message means. Which headers are worth a body is judged by a callable that the caller hands in.
"""
