"""Every sentence is said in every language: the catalogues and the code know the same messages."""

import functools
import re
from collections.abc import Mapping
from pathlib import Path
from string import Formatter

import pytest

from grader import language
from grader.exercises import EXERCISES
from grader.language import ENGLISH, LANGUAGES, catalogue_path, messages
from grader.messages import catalogue, marked, said, update

OTHERS = sorted(set(LANGUAGES) - {ENGLISH})
# After what stands in a field, these depend on how it ends: 은/는, 이/가, 을/를, 과/와, 으로/로, 이에요/예요.
PARTICLE = re.compile(r"\}[\"'`)]*(은|는|이|가|을|를|과|와|으로|로|이에요|예요|이고|이나|나|이라는|라는)(?![가-힣])")
# Fields whose last letter is known, and other places where the particle is right whatever comes.
KNOWN_ENDINGS = {
    "{wanted}를",  # ends in 개
    "{accepted}예요",  # ends in 하나
    "{condition}이고",  # right after a vowel, too
    "{one}나",  # ends in 경우
}


def fields(template: str) -> set[str]:
    """The names in braces."""
    return {name for _text, name, _spec, _conversion in Formatter().parse(template) if name is not None}


@functools.cache
def places() -> Mapping[str, str]:
    """Each message with the file that says it: read once for all tests."""
    return said()


def faults(known: Mapping[str, str]) -> list[str]:
    """What is wrong with a catalogue that holds these translations."""
    missing = [
        f"not translated: {message!r} ({place})" for message, place in places().items() if not known.get(message)
    ]
    obsolete = [f"said nowhere: {message!r}" for message in known if message not in places()]
    differing = [f"other fields: {one!r}, {two!r}" for one, two in known.items() if two and fields(one) != fields(two)]
    return missing + obsolete + differing


@pytest.mark.parametrize("name", OTHERS)
def test_every_message_is_translated_with_the_same_fields_and_no_translation_is_left_over(name: str) -> None:
    assert not faults(messages(name))


@pytest.mark.parametrize("name", OTHERS)
def test_a_message_that_is_missing_changed_or_left_over_would_be_seen(name: str) -> None:
    known = dict(messages(name))
    message = next(message for message in known if fields(message))
    (missing,) = faults({one: text for one, text in known.items() if one != message})
    assert message in missing
    (empty,) = faults({**known, message: ""})
    assert message in empty
    assert any("other fields" in fault for fault in faults({**known, message: "{nothing}"}))
    assert faults({**known, "Nobody says this.": "x"}) == ["said nowhere: 'Nobody says this.'"]


@pytest.mark.parametrize("name", OTHERS)
def test_a_catalogue_is_as_make_messages_writes_it(name: str) -> None:
    text = catalogue_path(name).read_text(encoding="utf-8")
    assert text == catalogue(text.split("\n\n", 1)[0], places(), messages(name)), "run make messages"


def test_no_korean_particle_depends_on_what_stands_before_it() -> None:
    for text in messages("ko").values():
        for found in PARTICLE.finditer(text):
            field = text[text.rindex("{", 0, found.start() + 1) : found.end()]
            assert field in KNOWN_ENDINGS, text


def test_every_line_of_the_rubric_and_its_hint_are_messages() -> None:
    known = places()
    for exercise in EXERCISES:
        for check in exercise.checks:
            assert known[check.title]
            assert not check.hint or known[check.hint]


def test_what_is_marked_is_found_in_the_order_of_the_lines() -> None:
    source = 'A = N_(\n    "one "\n    "and {two}"\n)\nprint(_("three"), _(A), other("four"), f(_("five")))\n'
    assert marked(source) == ["one and {two}", "three", "five"]


def test_make_messages_adds_what_is_new_and_drops_what_is_gone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    known = dict(messages("ko"))
    new = next(iter(known))
    header = catalogue_path("ko").read_text(encoding="utf-8").split("\n\n", 1)[0]
    monkeypatch.setattr(language, "LOCALE", tmp_path)
    path = catalogue_path("ko")
    path.parent.mkdir(parents=True)
    old = {message: text for message, text in known.items() if message != new} | {'gone\n"\t\\': "x"}
    path.write_text(catalogue(header, dict.fromkeys(old, "somewhere"), old), encoding="utf-8")
    assert messages("ko") == old
    update()
    assert capsys.readouterr().out == f"ko: {len(known)} messages, 1 of them without a translation\n"
    assert messages("ko") == {**known, new: ""}
