"""The command line: `python -m geo`, also `borderwatch`. Data goes to stdout, messages to stderr.

Exit status: 0, or 2 when something given to a command could not be used. Whatever is heavy is imported inside the
commands, so that help comes at once.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from geo import __version__
from geo.cli.explaining import explain_command
from geo.cli.gazetteer import gazetteer_group
from geo.cli.kinds import kinds_command
from geo.cli.listing import export_command, list_command, show_command
from geo.cli.messages import BAD_INPUT
from geo.cli.parsing import parse_command
from geo.cli.placing import where_command
from geo.cli.reports import report_group
from geo.cli.reversing import reverse_command
from geo.cli.reviewing import COMMANDS as REVIEWING
from geo.cli.searching import search_command
from geo.cli.serving import serve_command
from geo.cli.storekeeping import store_group
from geo.cli.storing import ingest_command, seed_command
from geo.errors import BorderwatchError

if TYPE_CHECKING:
    from collections.abc import Sequence

NAME = "borderwatch"
INTERRUPTED = 130


@click.group(
    commands=[
        parse_command,
        ingest_command,
        list_command,
        search_command,
        show_command,
        export_command,
        explain_command,
        *REVIEWING,
        where_command,
        reverse_command,
        kinds_command,
        serve_command,
        seed_command,
        gazetteer_group,
        report_group,
        store_group,
    ],
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110},
)
@click.version_option(__version__, prog_name=NAME)
@click.pass_context
def program(context: click.Context) -> None:
    """News text in, evidenced border incidents on a map out."""
    if context.invoked_subcommand is None:
        click.echo(context.get_help())


def main(args: Sequence[str] | None = None) -> None:
    """Run the command line and leave with its exit status.

    Args:
        args: the words after the program's name; `sys.argv` if None.
    """
    try:
        status = program.main(args=args, prog_name=NAME, standalone_mode=False)
    except (click.ClickException, BorderwatchError) as error:
        message = error.format_message() if isinstance(error, click.ClickException) else str(error)
        click.echo(f"{NAME}: {message}", err=True)
        status = BAD_INPUT
    except click.Abort:
        click.echo(f"{NAME}: stopped.", err=True)
        status = INTERRUPTED
    sys.exit(status if isinstance(status, int) else 0)
