"""Moving and renaming: a thing gets another address or id, and everything that leads to it follows."""
