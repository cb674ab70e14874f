"""Tidying: files in their canonical form, saying what they said before."""
