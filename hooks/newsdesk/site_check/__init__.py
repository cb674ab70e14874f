"""Checks of the built site: links, files, page heads and sitemaps, as browsers and search engines read them."""
