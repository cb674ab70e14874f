"""The newsdesk: stories with front matter in, a two-language news site out. docs/architecture.md is the map."""
