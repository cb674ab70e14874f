"""The editor's command: `newsdesk`."""
