"""Markdown bodies: from source to sanitized, linked and typeset HTML."""
