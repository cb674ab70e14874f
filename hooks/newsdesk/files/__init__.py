"""View -> text: the files that are no pages."""
