"""What a layout's reader makes of a class: hand-ins without ids yet, and what is listed instead."""

from dataclasses import dataclass, field

from grader.cohort.forms import part_of
from grader.cohort.hand_in import Part, Passed
from grader.cohort.identity import Unnamed
from grader.cohort.level import Item
from grader.intake.entries import unreadable
from grader.intake.names import shown
from grader.language import _


@dataclass
class Sorting:
    """Collects where each item of a class belongs."""

    hand_ins: list[Unnamed] = field(default_factory=list)
    older: list[Passed] = field(default_factory=list)
    unrecognised: list[Passed] = field(default_factory=list)

    def pass_over(self, place: str, reason: str) -> None:
        """List what is nobody's submission; `reason` is a sentence in which {place} stands for the place."""
        self.unrecognised.append(Passed(place, reason.format(place=shown(place))))

    def refuse(self, item: Item, reason: str) -> None:
        """List `item`, with the reason that holds in every layout if there is one, else with this one."""
        if item.kind == "link":
            self.pass_over(item.place, _("{place} is a link, and links are not followed"))
        elif item.kind == "special":
            self.pass_over(item.place, _("{place} is neither a file nor a folder"))
        else:
            self.pass_over(item.place, reason)

    def closed(self, item: Item, error: OSError) -> None:
        """List an item that can't be read."""
        self.unrecognised.append(Passed(item.place, str(unreadable(shown(item.place), error))))

    def replaced(self, place: str, newer: str) -> None:
        """List a submission whose student has a newer one."""
        sentence = _("{place} is not graded: {newer} is newer").format(place=shown(place), newer=shown(newer))
        self.older.append(Passed(place, sentence))

    def whole(self, item: Item) -> Part | None:
        """`item` as a whole hand-in; None, and a word on it, where it can't be read."""
        try:
            return part_of(item)
        except OSError as error:
            self.closed(item, error)
            return None
