"""The rules that content is held to: generators of diagnostics, which never raise and never print."""
