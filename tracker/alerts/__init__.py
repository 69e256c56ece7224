"""What must reach a person, when, and in which words.

    log ──fold──▶ before, after ──plan (pure)──▶ alerts ──letter (pure)──▶ words ──outbox──▶ Apprise

`plan` decides and sends nothing; `outbox` sends and decides nothing. Neither knows the database.
"""
