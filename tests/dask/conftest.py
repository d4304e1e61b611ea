"""Clusters, classes, and what an engine makes of them."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from grader.batch.job import Setting
from grader.exam import Exam, save, to_bytes
from grader.gradebook.terms import Terms
from tests.dask.cluster import DaskCluster


@pytest.fixture(scope="module")
def three(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DaskCluster]:
    """A scheduler and three workers, which no test ends."""
    with DaskCluster(tmp_path_factory.mktemp("three") / "cluster") as cluster:
        cluster.add_workers("a", "b", "c")
        yield cluster


@pytest.fixture
def new_cluster(tmp_path: Path) -> Iterator[Callable[..., DaskCluster]]:
    """`new_cluster()` starts a scheduler for this test alone."""
    clusters: list[DaskCluster] = []

    def start(**options: int) -> DaskCluster:
        clusters.append(DaskCluster(tmp_path / f"cluster{len(clusters)}", **options))
        return clusters[-1]

    yield start
    for cluster in clusters:
        cluster.__exit__()


@pytest.fixture(scope="session")
def setting(short_exam: Exam) -> Setting:
    """What is the same for all submissions, with all isolation that is required."""
    return Setting(to_bytes(short_exam), Terms(short_exam.digest), "required", has_reference=False)


@pytest.fixture(scope="session")
def exam_file(short_exam: Exam, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The short exam as a file."""
    path = tmp_path_factory.mktemp("exam") / "exam.npz"
    save(short_exam, path)
    return path
