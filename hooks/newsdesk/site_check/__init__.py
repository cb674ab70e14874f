"""The built site, checked as browsers and search engines read it."""
