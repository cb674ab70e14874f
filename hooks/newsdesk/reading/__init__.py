"""From disk to model: files, front matter, schema, registers, and the closed library."""
