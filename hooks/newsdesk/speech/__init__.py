"""The language in which the newsdesk speaks to its editor: the choice, and the catalogues of messages."""
