"""Which language a command speaks: --lang, or the environment's."""

import argparse
import os

from grader.language import LANGUAGES, preferred


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add --lang."""
    parser.add_argument(
        "--lang",
        choices=LANGUAGES,
        default=preferred(os.environ),
        help="the language of what is told: English or Korean (default: that of the environment, LANGUAGE or LANG)",
    )
