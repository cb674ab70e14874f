"""Tidying: files are rewritten in canonical form, with the same content."""
