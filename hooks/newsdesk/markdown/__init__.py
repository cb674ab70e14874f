"""Bodies: Markdown in, safe and linked HTML out."""
