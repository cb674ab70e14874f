"""View and template -> HTML: Markdown, links, templates, worker processes."""
