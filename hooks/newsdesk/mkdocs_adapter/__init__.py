"""MkDocs on one side, the newsdesk on the other. Nothing else imports MkDocs."""
