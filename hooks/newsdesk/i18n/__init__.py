"""Internationalization: language rules, messages, and parsing and formatting of dates, numbers and names."""
