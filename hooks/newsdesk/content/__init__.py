"""What editors write: front matter, registers, the ledgers, and the closed library that is made of them."""
