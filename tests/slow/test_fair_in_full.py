"""Right but unusual submissions on the whole exam, where `make test` takes one case for each check."""

from pathlib import Path

import pytest

from tests.conftest import Graded
from tests.submissions_graded.places import FAIR, defined_in, full_marks_in, results


@pytest.mark.parametrize("path", FAIR, ids=[path.stem for path in FAIR])
def test_an_unusual_formulation_earns_full_marks_on_the_whole_exam(path: Path, graded: Graded) -> None:
    assert results(graded(path)) == full_marks_in(*defined_in(path))
