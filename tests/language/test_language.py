"""Which language is spoken, and how a catalogue is read."""

import re
from pathlib import Path

import pytest

from grader import language
from grader.errors import MachineryError
from grader.language import ENGLISH, LANGUAGES, N_, _, current, messages, preferred, speaking, use

HEADER = 'msgid ""\nmsgstr ""\n"Language: ko\\n"\n'


@pytest.fixture
def catalogue(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The file that is read as the Korean catalogue."""
    monkeypatch.setattr(language, "LOCALE", tmp_path)
    path = language.catalogue_path("ko")
    path.parent.mkdir(parents=True)
    return path


@pytest.mark.parametrize(
    ("environment", "wanted"),
    [
        ({}, "en"),
        ({"LANG": "ko_KR.UTF-8"}, "ko"),
        ({"LANG": "ko"}, "ko"),
        ({"LANG": "en_US.UTF-8", "LC_ALL": "ko_KR.eucKR"}, "ko"),
        ({"LANG": "ko_KR.UTF-8", "LC_ALL": "C.UTF-8"}, "en"),
        ({"LANG": "ko_KR.UTF-8", "LC_MESSAGES": "POSIX"}, "en"),
        ({"LANG": "en_US.UTF-8", "LC_ALL": "", "LC_MESSAGES": "ko_KR@x"}, "ko"),
        ({"LANG": "ko_KR.UTF-8", "LANGUAGE": "en"}, "en"),
        ({"LANGUAGE": "fr:ko:en"}, "ko"),
        ({"LANGUAGE": "C:ko"}, "en"),
        ({"LANG": "fr_FR.UTF-8"}, "en"),
        ({"LANG": "::"}, "en"),
    ],
)
def test_the_environment_says_which_language_is_wanted(environment: dict[str, str], wanted: str) -> None:
    assert preferred(environment) == wanted


def test_english_is_what_the_code_says() -> None:
    assert current() == ENGLISH
    assert _("passed") == N_("passed") == "passed"


def test_a_language_is_spoken_for_a_while_or_from_now_on() -> None:
    with speaking("ko"):
        assert current() == "ko"
        assert _("passed") == messages("ko")["passed"] != "passed"
        with speaking(ENGLISH):
            assert _("passed") == "passed"
        assert current() == "ko"
    assert current() == ENGLISH
    use("ko")
    assert current() == "ko"
    use(ENGLISH)
    assert _("passed") == "passed"


def test_what_a_catalogue_lacks_is_said_in_english() -> None:
    with speaking("ko"):
        assert _("no catalogue has this") == "no catalogue has this"


@pytest.mark.parametrize("name", sorted(set(LANGUAGES) - {ENGLISH}))
def test_every_language_has_a_catalogue_that_can_be_read(name: str) -> None:
    assert messages(name)


def test_a_catalogue_gives_each_message_its_translation(catalogue: Path) -> None:
    catalogue.write_text(
        HEADER
        + '# a comment\n#: grader/a.py:1\nmsgid "one"\nmsgstr "하나"\n\n'
        + 'msgid ""\n"two "\n"parts"\nmsgstr ""\n"둘로 "\n"나눔"\n\n'
        + 'msgid "a \\"b\\"\\n\\tc\\\\n"\nmsgstr "\\"가\\"\\n\\t나\\\\n"\n'
        + '#, fuzzy\nmsgid "unsure"\nmsgstr "아마"\n\n#, python-brace-format\nmsgid "{sure}"\nmsgstr "{sure} 확실"\n'
        + '#~ msgid "gone"\n#~ msgstr "없음"\n',
        encoding="utf-8",
    )
    assert messages("ko") == {
        "one": "하나",
        "two parts": "둘로 나눔",
        'a "b"\n\tc\\n': '"가"\n\t나\\n',
        "{sure}": "{sure} 확실",
    }


@pytest.mark.parametrize(
    "text",
    [
        'msgid "a"\n',
        'msgstr "a"\n',
        '"a"\n',
        'msgid "a"\nmsgid "b"\nmsgstr "c"\n',
        'msgid "a"\nmsgstr "b"\nmsgstr "c"\n',
        'msgid "a"\nmsgstr "b"\nmsgid "a"\nmsgstr "c"\n',
        'msgid "a"\nmsgstr "b\n',
        'msgid "a"\nmsgstr "\\x41"\n',
        'msgid "a"\nmsgid_plural "b"\nmsgstr[0] "c"\n',
        'msgctxt "a"\nmsgid "a"\nmsgstr "b"\n',
        "hello\n",
    ],
)
def test_a_catalogue_that_is_none_is_not_guessed_at(catalogue: Path, text: str) -> None:
    catalogue.write_text(HEADER + text if text[0] != '"' else text, encoding="utf-8")
    with pytest.raises(MachineryError, match=re.escape(str(catalogue))):
        messages("ko")


def test_a_catalogue_that_is_not_there_or_no_text_is_one_sentence(catalogue: Path) -> None:
    with pytest.raises(MachineryError, match="can't be read"):
        messages("ko")
    catalogue.write_bytes(b"\xff")
    with pytest.raises(MachineryError, match="can't be read"):
        messages("ko")
