"""Checks: generators of problems. A check never raises and never prints."""
