"""The published calendar: what each situation looks like, and bytes that no client can misread.

    State ──plan──▶ entries ──revise──▶ stamped ──serialise──▶ bytes ──gate──▶ file ──serve──▶ phone

`plan`, `ledger`, `timezones` and `calendar` are pure: no file, no clock. `publish` writes, `serve` answers.
"""
