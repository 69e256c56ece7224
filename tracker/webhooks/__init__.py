"""Tells programs elsewhere that something changed, by ids alone: what it says they ask the API for.

what holds (`facts`) ──▶ what is new ──▶ one body, signed (`signing`) ──▶ posted, to public addresses only (`post`)
"""
