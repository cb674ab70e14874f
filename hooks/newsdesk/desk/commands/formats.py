"""The forms of an answer that a command may be asked for."""

import click

from newsdesk.desk.report import Format

TWO_FORMATS = click.Choice([Format.TEXT.value, Format.JSON.value])
