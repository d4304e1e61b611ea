"""A page's style and script, both inside it, and the content security policy that lets nothing else in."""

import base64
import hashlib
from importlib import resources

from markupsafe import Markup

LOOK = "look.css"  # of all pages: colours, type, what is folded


def style_and_script(package: str, style: str, script: str) -> dict[str, Markup]:
    """The texts of two files in the folder `page` of a package, and the policy that names them by what they are.

    The style comes after that which all pages share. Nothing else may be in force, and nothing is asked of a network.
    """
    look = (resources.files("grader.page") / LOOK).read_text(encoding="utf-8")
    folder = resources.files(package) / "page"
    own_style, own_script = ((folder / name).read_text(encoding="utf-8") for name in (style, script))
    whole = f"{look}\n{own_style}"
    policy = (
        f"default-src 'none'; style-src {_hash(whole)}; script-src {_hash(own_script)}; "
        "base-uri 'none'; form-action 'none'"
    )
    texts = {"style": whole, "script": own_script, "policy": policy}
    return {name: Markup(text) for name, text in texts.items()}  # noqa: S704  # files of ours


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
