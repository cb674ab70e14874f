"""Outputs: every file of the site that is no page."""
