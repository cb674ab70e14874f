"""Languages: what is known of each, and words, dates and numbers as each writes them."""
