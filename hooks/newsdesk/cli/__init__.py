"""The command `newsdesk`: one module a command."""
