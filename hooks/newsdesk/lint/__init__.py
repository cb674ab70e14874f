"""Lint rules for content: generators of diagnostics, which never raise or print."""
