"""Outputs: every generated file that is not an HTML page (feeds, calendars, sitemaps, search index, host files)."""
