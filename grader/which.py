"""Which cases a check looks at, by the features that a case needs."""

from grader.case import Case, ConvCase, PoolCase, WindowCase
from grader.exercise import Applies, Check


def exactly(*features: str, ignoring: str = "") -> Applies:
    """Cases that need these features and no others (but for one that the check ignores)."""
    wanted, ignored = frozenset(features), {ignoring}
    return lambda case: case.features - ignored == wanted


def at_most(*features: str) -> Applies:
    """Cases that need no others than these features, the plainest among them."""
    return lambda case: case.features <= frozenset(features)


def within(*features: str, ignoring: str = "") -> Applies:
    """Cases that need at least one of these features and no others."""
    allowed, ignored = frozenset(features), {ignoring}

    def applies(case: Case) -> bool:
        needed = case.features - ignored
        return bool(needed) and needed <= allowed

    return applies


def rest(*checks: Check) -> Applies:
    """Cases that none of these checks looks at: several features at once."""
    return lambda case: not any(check.on(case) for check in checks)


def twinned(case: ConvCase | WindowCase | PoolCase) -> bool:
    """Cases that come with other data of the same shapes."""
    return case.twin is not None


def several(case: ConvCase) -> bool:
    """Convolutions of more than one image, channel or filter: enough for what is asked a second time."""
    return "several" in case.features and without_twin(case)


def without_twin(case: ConvCase | WindowCase | PoolCase) -> bool:
    """All the others."""
    return case.twin is None
