"""Pages: from the library to what a page says (a view), and from a view and its template to HTML."""
