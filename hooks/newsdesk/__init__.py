"""The newsdesk: stories with front matter in, a two-language news site out.

The rooms lie along one line, and import only to the left:
words -> model -> reading | views -> pages | files -> checks -> build | desk.
"""
