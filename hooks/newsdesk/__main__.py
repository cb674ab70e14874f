"""`python -m newsdesk`."""

from newsdesk.desk.cli import main

main()
