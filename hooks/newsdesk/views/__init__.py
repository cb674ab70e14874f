"""From the library to what one page says: pure functions, without disk, clock or HTML."""
