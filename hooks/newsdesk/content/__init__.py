"""Content as editors write it (front matter, registers, ledgers), and the library that is built from it."""
