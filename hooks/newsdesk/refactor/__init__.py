"""Moving and renaming: an address or ID changes, and with it every reference to it."""
