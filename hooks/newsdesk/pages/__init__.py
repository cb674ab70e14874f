"""Pages: views built from the library, and the templates that render them to HTML."""
