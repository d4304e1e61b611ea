"""Which of a function's parameters means what: told by their names, never guessed by their position."""

import inspect
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from .returned import BadReturn

MOST_PARAMETERS = 40
LONGEST_NAME = 40
MAY_BE_MISSING = {"stride": 1, "pad": 0}  # with what a function does that has no such parameter
_NOTHING = inspect.Parameter.empty
_VARIABLE = (inspect.Parameter.VAR_POSITIONAL, inspect.Parameter.VAR_KEYWORD)


@dataclass(frozen=True)
class Parameter:
    """One parameter of the submission's function, and what it means ("" if nobody says)."""

    name: str
    role: str
    is_positional: bool
    has_default: bool


class Signature:
    """The parameters of `function` that have to be given, each with its role.

    `spellings` has the names that a role may have. `size` says what a parameter of the role "size" wants: the "pair"
    (HH, WW), or a "number". Raises BadReturn where it stays open what a parameter means.
    """

    def __init__(
        self, function: Callable[..., Any], spellings: Mapping[str, Sequence[str]], size: str, roles: Sequence[str]
    ) -> None:
        self._size, self._spellings = size, spellings
        roles_of = {name: role for role, names in spellings.items() for name in names if _is_asked(role, roles)}
        everything = _parameters(function)
        found = [one for one in everything if one.kind not in _VARIABLE]
        self._takes_any_name = any(one.kind is one.VAR_KEYWORD for one in everything)
        named = [
            Parameter(
                one.name, _role(one.name, roles_of), one.kind is one.POSITIONAL_ONLY, one.default is not one.empty
            )
            for one in found
        ]
        self._shown = ", ".join(one.name[:LONGEST_NAME] for one in named)
        self._parameters = self._settled(named, roles)

    def call(self, function: Callable[..., Any], values: Mapping[str, Any]) -> Any:
        """Call the function with these values by their roles; HH and WW also make up the size.

        Raises:
            BadReturn: it has no place for one of them that it can't do without.
        """
        given = dict(values)
        if "HH" in values:
            given["size"] = (values["HH"], values["WW"]) if self._size == "pair" else values["HH"]
        has = {one.role for one in self._parameters}
        for role, default in MAY_BE_MISSING.items():
            if role in values and role not in has and values[role] != default:
                raise self._missing(role)
        first = [given[one.role] for one in self._parameters if one.is_positional]
        others = {one.name: given[one.role] for one in self._parameters if not one.is_positional}
        return function(*first, **others)

    def _settled(self, parameters: Sequence[Parameter], roles: Sequence[str]) -> list[Parameter]:
        """Those that have a role. One that nobody knows has the role that is left, if that is only one."""
        unknown = [one for one in parameters if not one.role and not one.has_default]
        known = [one for one in parameters if one.role]
        left = self._left({one.role for one in known}, roles)
        if len(unknown) == 1 and len(left) == 1:
            (one,) = unknown
            order = {each.name: number for number, each in enumerate(parameters)}
            known.append(Parameter(one.name, left[0], one.is_positional, one.has_default))
            return sorted(known, key=lambda each: order[each.name])
        if unknown:
            raise self._bad(parameter=unknown[0].name[:LONGEST_NAME])
        if self._takes_any_name:
            known += self._hidden({one.role for one in known}, roles)
        elif left:
            raise self._missing(left[0])
        if len({one.role for one in known}) < len(known):
            raise self._bad(twice=True)
        return known

    def _hidden(self, has: set[str], roles: Sequence[str]) -> list[Parameter]:
        """What a function takes that hides its parameters behind `**kwargs`: the names that the interface has first."""
        by_size = "size" in self._spellings and self._size
        wanted = ["size" if by_size and role == "HH" else role for role in roles if not (by_size and role == "WW")]
        whole = {"HH", "WW"} if "size" in has else {"size"} if "HH" in has else set()
        names = (
            (role, self._spellings[role][0]) for role in wanted if role not in has | whole and role in self._spellings
        )
        return [Parameter(name, role, is_positional=False, has_default=True) for role, name in names]

    def _left(self, has: set[str], roles: Sequence[str]) -> list[str]:
        """The roles that a function needs and that no parameter has."""
        whole = {"HH", "WW"} if "size" in has else set()
        return [role for role in roles if role not in has and role not in whole and role not in MAY_BE_MISSING]

    def _missing(self, role: str) -> BadReturn:
        return self._bad(missing=role, known=", ".join(self._spellings.get(role, ())))

    def _bad(self, **facts: Any) -> BadReturn:
        return BadReturn("signature", parameters=self._shown, **facts)


def _is_asked(role: str, roles: Sequence[str]) -> bool:
    return role in roles or (role == "size" and "HH" in roles)


def _role(name: str, roles_of: Mapping[str, str]) -> str:
    return roles_of.get(name, "") or roles_of.get(name.strip("_").lower(), "")


def _parameters(function: Callable[..., Any]) -> list[inspect.Parameter]:
    try:
        found = list(inspect.signature(function).parameters.values())
    except (TypeError, ValueError, AttributeError):
        raise BadReturn("signature", parameters="?") from None
    if len(found) > MOST_PARAMETERS:
        raise BadReturn("signature", parameters="?")
    return found
