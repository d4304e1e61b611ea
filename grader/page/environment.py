"""Templates whose every text is made safe twice, wherever they put it out.

Characters that hide or reorder what is read are escaped by `page_text`, and what HTML would take for its own by Jinja2.
"""

import re

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from grader.escape import page_text

_CODE = re.compile(r"`([^`]*)`")


def environment(package: str) -> Environment:
    """The templates in the folder `page` of a package, with the filters that all pages use."""
    made = Environment(
        loader=PackageLoader(package, "page"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        finalize=_finalized,
    )
    made.filters.update(prose=_prose, name=_name)
    return made


def _finalized(value: object) -> object:
    """Whatever the template puts out: marks of our own as they are, everything else as safe text."""
    return value if isinstance(value, Markup) else page_text(str(value))


def _prose(text: str) -> Markup:
    """A sentence in which `names` stand between backticks."""
    parts = _CODE.split(page_text(text))
    return Markup("").join(
        Markup("<code>{}</code>").format(part) if number % 2 else escape(part) for number, part in enumerate(parts)
    )


def _name(text: str) -> Markup:
    """A name, which a narrow screen may break behind each underscore."""
    return Markup("_<wbr>").join(escape(part) for part in page_text(text).split("_"))
