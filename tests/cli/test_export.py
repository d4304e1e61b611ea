"""`export`: a class's gradebook in every format, where it was told to, with whoever is not in it on standard error."""

import csv
import io
import json
import os
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from grader.cli.placing import place_folder
from grader.cohort.hand_in import Cohort, Passed, Student
from grader.errors import InputError
from grader.gradebook.gradebook import Gradebook
from grader.gradebook.ledger import Ledger
from grader.gradebook.terms import Terms
from grader.report.as_json import as_json
from grader.report.feedback import Feedback
from grader.report.result import Report
from tests.cli.conftest import Run
from tests.exports.schemas import expect_json, expect_xml
from tests.gradebook.classes import EXAM, hand_in, marks
from tests.report.reports import EXPLAINED

FORMATS = ["csv", "canvas", "moodle", "gradescope", "github", "classroom50", "junit", "ctrf"]
FOLDERS = {"gradescope": "results.json", "github": "github.env", "classroom50": "result.json"}
NUMBER = "out[0, 0, 0, 1] is 3"  # what the report of the graded one says of a hidden input
HINT = "next: Print your padded image."
CANVAS = "Student,ID,SIS Login ID,Section,Conv (12)\r\nLee,501,lee,1,\r\nKim,502,kim,1,\r\n"
MOODLE = "Identifier,Grade,Last modified (grade)\r\nParticipant 501,,-\r\nParticipant 502,,-\r\n"


def book(folder: Path, feedback: Feedback = "full", lang: str = "en") -> Path:
    """A class of three: one is graded, one can't be, and one waits."""
    folder.mkdir()
    students = {"lee": Student("이민준", login="501"), "kim": Student("=Kim", login="502"), "park": Student("Park")}
    cohort = Cohort("folder", [hand_in(id, student) for id, student in students.items()], [], [Passed("x", "?")])
    terms = Terms(EXAM, feedback=feedback, lang=lang)
    with Ledger.write(folder) as ledger:
        ledger.begin(cohort, {id: f"{id} content" for id in students}, terms, 16.0)
        ledger.graded("lee", as_json(EXPLAINED), marks(8.5), 0.5)
        ledger.unusable("kim", "It holds no code.", 0.1)
    return folder


@pytest.fixture
def marked(tmp_path: Path) -> Path:
    """The class, under full feedback."""
    return book(tmp_path / "marks")


def options(format: str, tmp_path: Path) -> list[object]:
    """What a format needs besides its name."""
    template = tmp_path / f"{format}-template.csv"
    if format in FOLDERS:
        return ["--to", tmp_path / f"{format}-out"]
    if format in ("canvas", "moodle"):
        template.write_bytes((CANVAS if format == "canvas" else MOODLE).encode())
        return ["--template", template]
    return []


@pytest.mark.parametrize("format", FORMATS)
def test_every_format_is_written_and_the_gradebook_left_alone(
    run: Run, marked: Path, tmp_path: Path, format: str
) -> None:
    before = {path.name: path.read_bytes() for path in marked.iterdir() if path.suffix == ".sqlite"}
    ran = run("export", marked, "--format", format, *options(format, tmp_path))
    assert ran.status == 0
    assert "Traceback" not in ran.err
    assert {path.name: path.read_bytes() for path in marked.iterdir() if path.suffix == ".sqlite"} == before
    if format in FOLDERS:
        assert ran.out == ""
        assert (tmp_path / f"{format}-out" / "lee" / FOLDERS[format]).is_file()
        assert not (tmp_path / f"{format}-out" / "kim").exists()
        assert "kim (Name of kim) has no file: unusable, It holds no code." in ran.err
        assert "park (Name of park) has no file: waiting, its turn has not come yet" in ran.err
    else:
        assert ran.out


def test_the_table_is_on_standard_output_byte_for_byte(run: Run, marked: Path) -> None:
    ran = run("export", marked, "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(ran.out.removeprefix("\ufeff"), newline="")))
    assert ran.out.startswith("\ufeff")
    assert [(row["name"], row["score"], row["state"]) for row in rows] == [
        ("'=Kim", "", "unusable"),
        ("이민준", "8.5", "graded"),
        ("Park", "", "waiting"),
    ]
    assert rows[1]["misconceptions"] == "stride_ignored"


def test_canvas_and_moodle_get_their_own_file_back_with_the_grades(run: Run, marked: Path, tmp_path: Path) -> None:
    ran = run("export", marked, "--format", "canvas", *options("canvas", tmp_path))
    assert ran.out.replace("\r\n", "\n") == CANVAS.replace("lee,1,", "lee,1,8.5").replace("\r\n", "\n")
    assert "=Kim (502) is not graded (unusable): what the file says of them stays" in ran.err
    assert "Park, waiting, is not in the file" in ran.err
    to = tmp_path / "filled.csv"
    ran = run("export", marked, "--format", "moodle", *options("moodle", tmp_path), "--to", to)
    assert ran.out == ""
    assert to.read_bytes() == MOODLE.replace("501,,", "501,8.5,").encode()


@pytest.mark.parametrize("format", ["gradescope", "github", "classroom50", "junit", "ctrf"])
@pytest.mark.parametrize(
    ("feedback", "kept", "withheld"),
    [("full", [NUMBER, HINT], []), ("hint", [HINT], [NUMBER]), ("score", [], [NUMBER, HINT])],
)
def test_what_the_class_s_feedback_withholds_is_in_no_format(
    run: Run, tmp_path: Path, format: str, feedback: Feedback, kept: list[str], withheld: list[str]
) -> None:
    marked = book(tmp_path / "marks", feedback)
    ran = run("export", marked, "--format", format, *options(format, tmp_path))
    written = [path.read_text(encoding="utf-8") for path in tmp_path.glob("*-out/*/*.json")]
    text = "\n".join([ran.out, *written])
    assert all(sentence in text for sentence in kept)
    assert not any(sentence in text for sentence in withheld)


def test_the_language_is_that_of_the_class(run: Run, tmp_path: Path) -> None:
    marked = book(tmp_path / "marks", "hint", lang="ko")
    run("export", marked, "--format", "gradescope", "--to", tmp_path / "out")
    assert "다음 할 일: Print your padded image." in (tmp_path / "out" / "lee" / "results.json").read_text("utf-8")


def test_reports_of_a_class_are_valid_under_the_published_schemas(run: Run, marked: Path, tmp_path: Path) -> None:
    junit, ctrf, folder = tmp_path / "junit.xml", tmp_path / "ctrf.json", tmp_path / "results"
    assert run("export", marked, "--format", "junit", "--to", junit).status == 0
    assert run("export", marked, "--format", "ctrf", "--to", ctrf).status == 0
    assert run("export", marked, "--format", "classroom50", "--to", folder, "--classroom", "c").status == 0
    assert len(ET.parse(junit).getroot()) == 3  # noqa: S314  # our own
    expect_xml(junit.read_bytes(), "junit-10")
    expect_json(ctrf.read_text("utf-8"), "ctrf")
    result = (folder / "lee" / "result.json").read_text("utf-8")
    expect_json(result, "classroom50-result-v1")
    assert (json.loads(result)["classroom"], json.loads(result)["assignment"]) == ("c", "assignment")


def test_names_of_classroom_and_assignment_come_from_the_runner_s_environment(
    run: Run, marked: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CLASSROOM", "cs231n")
    monkeypatch.setenv("ASSIGNMENT", "hw2")
    run("export", marked, "--format", "classroom50", "--to", tmp_path / "out", "--assignment", "conv")
    content = json.loads((tmp_path / "out" / "lee" / "result.json").read_text("utf-8"))
    assert (content["classroom"], content["assignment"]) == ("cs231n", "conv")


def test_a_file_is_written_whole_or_not_at_all(run: Run, marked: Path, tmp_path: Path) -> None:
    to = tmp_path / "grades.csv"
    to.write_text("before")
    template = tmp_path / "template.csv"
    template.write_text("Name,Grade\nx,\n")
    ran = run("export", marked, "--format", "canvas", "--template", template, "--to", to)
    assert ran.status == 2
    assert f"{template}: it is no gradebook of Canvas" in ran.sentence
    assert to.read_text() == "before"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["grades.csv", "marks", "template.csv"]


def test_a_template_may_be_filled_in_where_it_is(run: Run, marked: Path, tmp_path: Path) -> None:
    _option, template = options("canvas", tmp_path)
    assert run("export", marked, "--format", "canvas", "--template", template, "--to", template).status == 0
    assert b"lee,1,8.5" in Path(str(template)).read_bytes()


def test_a_folder_that_is_there_keeps_what_else_is_in_it(run: Run, marked: Path, tmp_path: Path) -> None:
    to = tmp_path / "out"
    (to / "lee").mkdir(parents=True)
    (to / "lee" / "results.json").write_text("old")
    (to / "mine.txt").write_text("mine")
    ran = run("export", marked, "--format", "gradescope", "--to", to)
    assert ran.err.endswith(f"{to}: 1 files\n")
    assert json.loads((to / "lee" / "results.json").read_text("utf-8"))["score"] == 4
    assert (to / "mine.txt").read_text() == "mine"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["marks", "out"]


@pytest.mark.skipif(os.name != "posix", reason="permissions as POSIX has them")
def test_a_file_has_the_usual_permissions(run: Run, marked: Path, tmp_path: Path) -> None:
    usual = tmp_path / "usual"
    usual.touch()
    run("export", marked, "--format", "csv", "--to", tmp_path / "grades.csv")
    assert (tmp_path / "grades.csv").stat().st_mode == usual.stat().st_mode


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (["--format", "canvas"], "--format canvas fills in the file that Canvas exports: give it with --template"),
        (["--format", "moodle"], "fills in the file that Moodle exports"),
        (["--format", "gradescope"], "writes a folder for each submission: say where with --to FOLDER"),
        (["--format", "github", "--to", "-"], "say where with --to FOLDER"),
        (["--format", "csv", "--template", "x.csv"], "--template and --column are for canvas and moodle"),
        (["--format", "csv", "--column", "x"], "--template and --column are for canvas and moodle"),
        (["--format", "canvas", "--template", "no/such.csv"], "can't read no/such.csv: No such file or directory"),
        (["--format", "canvas", "--template", "nul\0.csv"], "it is not the name of a file"),
        (["--format", "csv", "--to", "no/such/grades.csv"], "can't write no/such/grades.csv: No such file"),
        (["--format", "csv", "--to", "."], "Choose another place with --to"),
        (["--format", "csv", "--to", "tests"], "tests is a folder. Name a file"),
        (["--format", "csv", "--to", "nul\0"], "is not the name of a file or folder"),
        (["--format", "github", "--to", "Makefile"], "Makefile is a file. Name a folder"),
        (["--format", "xlsx"], "invalid choice: 'xlsx'"),
    ],
)
def test_unusable_arguments_are_told_in_one_sentence(run: Run, marked: Path, words: list[str], why: str) -> None:
    ran = run("export", marked, *words)
    assert ran.status == 2
    assert why in ran.sentence
    assert ran.out == ""


def test_a_link_stays_a_link_and_a_device_a_device(run: Run, marked: Path, tmp_path: Path) -> None:
    target, link = tmp_path / "grades.csv", tmp_path / "link.csv"
    link.symlink_to(target)
    assert run("export", marked, "--format", "csv", "--to", link).status == 0
    assert link.is_symlink()
    assert target.read_bytes().startswith(b"\xef\xbb\xbfid,")
    ran = run("export", marked, "--format", "csv", "--to", os.devnull)
    assert "is no ordinary file. Leave out --to for standard output" in ran.sentence
    assert not Path(os.devnull).is_file()


def test_an_id_that_is_no_name_of_a_folder_leads_nowhere(tmp_path: Path) -> None:
    for name in ("", ".", "..", "../out", "a/b", "a\0b"):
        with pytest.raises(InputError, match="is no name of a folder: the gradebook is damaged"):
            place_folder(tmp_path / "to", [("lee", "x.json", b""), (name, "x.json", b"")])
    assert list(tmp_path.iterdir()) == []


def test_a_class_that_is_being_graded_again_is_told(
    run: Run, marked: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone(_book: Gradebook, id: str) -> Report:
        raise KeyError(id)

    monkeypatch.setattr(Gradebook, "report", gone)
    ran = run("export", marked, "--format", "ctrf", "--to", tmp_path / "ctrf.json")
    assert ran.status == 2
    assert "the class is being graded again: export it when `batch` is done" in ran.sentence
    assert not (tmp_path / "ctrf.json").exists()


def test_a_template_of_no_reasonable_size_is_not_read(
    run: Run, marked: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("grader.cli.export._MOST_BYTES", 1 << 20)
    (tmp_path / "big.csv").write_bytes(b"x" * (1 << 20 | 1))
    ran = run("export", marked, "--format", "canvas", "--template", tmp_path / "big.csv")
    assert "has more than 1 MiB: it is no exported gradebook" in ran.sentence


def test_without_a_gradebook_there_is_nothing_to_export(run: Run, tmp_path: Path) -> None:
    ran = run("export", tmp_path, "--format", "csv")
    assert ran.status == 2
    assert str(tmp_path) in ran.sentence


def test_the_help_says_whose_business_lateness_is(run: Run) -> None:
    text = " ".join(run("export", "--help").out.split())
    assert "Penalties for lateness, the best or the last of several, weights and curves are the LMS's business" in text
