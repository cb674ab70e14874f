"""Small values: no disk, no clock, no environment."""
