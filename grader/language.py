"""The language of what a student reads: English, as it is written in the code, or that of one of the catalogues.

A catalogue is gettext's: locale/ko/LC_MESSAGES/grader.po, in which the English text is the msgid. It is read as it was
written, since nothing compiled is kept beside the code, and only when it is needed.
"""

import functools
import gettext
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from grader.errors import MachineryError

ENGLISH = "en"
LANGUAGES = (ENGLISH, "ko")
LOCALE = Path(__file__).with_name("locale")

# Where the GNU programs look for it, the first that is set: gettext's manual, section 2.3.
_VARIABLES = ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")

_LINE = re.compile(r'(?:(msgid|msgstr) )?"((?:[^"\\]|\\[nt"\\])*)"')
_ESCAPE = re.compile(r"\\(.)")
_ESCAPED = {"n": "\n", "t": "\t"}


class _Catalogue(gettext.NullTranslations):
    """What the messages are in another language; those that are not in it stay English."""

    def __init__(self, messages: Mapping[str, str]) -> None:
        super().__init__()
        self._messages = messages

    def gettext(self, message: str) -> str:
        return self._messages.get(message) or message


class _Spoken:
    """What is spoken now."""

    language = ENGLISH
    translations = gettext.NullTranslations()


def _(message: str) -> str:
    """`message`, a text or a template with named fields, in the language that is spoken."""
    return _Spoken.translations.gettext(message)


def N_(message: str) -> str:  # gettext's own name for it
    """`message` as it is: for a text that is written in one place, and translated where it is used."""
    return message


def use(language: str) -> None:
    """Speak `language`, one of LANGUAGES, from now on.

    Raises:
        MachineryError: its catalogue can't be read.
    """
    if language != _Spoken.language:
        _Spoken.translations = _translations(language)
        _Spoken.language = language


def current() -> str:
    """The language that is spoken: one of LANGUAGES."""
    return _Spoken.language


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Speak `language` for a while: English for what is kept and compared, not read."""
    before = current()
    use(language)
    try:
        yield
    finally:
        use(before)


def preferred(environment: Mapping[str, str]) -> str:
    """The language that the environment asks for, as gettext reads it; English if we don't speak it."""
    wanted = next((environment[name] for name in _VARIABLES if environment.get(name)), "")
    for locale in wanted.split(":"):
        language = re.split(r"[_.@]", locale)[0].lower()
        if language in LANGUAGES:
            return language
        if language in ("c", "posix"):
            break
    return ENGLISH


@functools.cache
def _translations(language: str) -> gettext.NullTranslations:
    return gettext.NullTranslations() if language == ENGLISH else _Catalogue(messages(language))


def catalogue_path(language: str) -> Path:
    """Where the catalogue of a language lies."""
    return LOCALE / language / "LC_MESSAGES" / "grader.po"


def messages(language: str) -> Mapping[str, str]:
    """What each English message is in `language`.

    Raises:
        MachineryError: the catalogue can't be read.
    """
    path = catalogue_path(language)
    try:
        return _read(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise MachineryError(f"the catalogue {path} can't be read: {error}") from None


def _read(text: str) -> dict[str, str]:
    """The entries of a catalogue, but for its header and those that a translator has still to look at (fuzzy).

    Raises:
        ValueError: a line is none of those that our catalogues need: comments, msgid, msgstr, strings.
    """
    entries: list[dict[str, str]] = []
    doubtful: list[dict[str, str]] = []
    part, is_fuzzy = "", False
    for number, line in enumerate(map(str.strip, text.splitlines()), 1):
        if line.startswith("#,"):
            is_fuzzy = "fuzzy" in line
        if not line or line.startswith("#"):
            continue
        found = _LINE.fullmatch(line)
        keyword, quoted = found.groups() if found else ("", "")
        part, before = keyword or part, part
        if found is None or not part or (keyword and (keyword == "msgid") != (before != "msgid")):
            raise ValueError(f"line {number} is not where it should be, or nothing that is known here")
        if keyword == "msgid":
            entries.append({"msgid": "", "msgstr": ""})
            if is_fuzzy:
                doubtful.append(entries[-1])
            is_fuzzy = False
        entries[-1][part] += _ESCAPE.sub(lambda escape: _ESCAPED.get(escape[1], escape[1]), quoted)
    known = {entry["msgid"]: entry["msgstr"] for entry in entries}
    if len(known) < len(entries) or part == "msgid":
        raise ValueError("a message is in it twice, or the last one has no msgstr")
    kept = {entry["msgid"] for entry in entries if entry not in doubtful}
    return {message: translated for message, translated in known.items() if message in kept and message}
