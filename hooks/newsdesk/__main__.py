"""`python -m newsdesk`."""

from newsdesk.cli.main import main

main()
