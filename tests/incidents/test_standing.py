from __future__ import annotations

import pytest

from geo.incidents.standing import status
from geo.incidents.text import sentences
from geo.model import Status


def standing(text: str, index: int = 0) -> Status:
    return status(text, sentences(text), index)[0]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A raft crossed the strait.", Status.REPORTED),
        ("A raft crossed the strait, the mayor said.", Status.REPORTED),
        ("A raft allegedly crossed the strait.", Status.CLAIMED),
        ("The rebels claim that a raft crossed the strait.", Status.CLAIMED),
        ("The account of the crossing could not be verified.", Status.CLAIMED),
        ("The mayor denied that a raft had crossed.", Status.DISPUTED),
        ("A raft crossed the strait. The other side denies it.", Status.DISPUTED),
        ("A raft crossed, the mayor said. Both banks were quiet. The rebels rejected the account.", Status.DISPUTED),
        ("The rebels claim a raft crossed. The mayor says they had not crossed.", Status.DISPUTED),
    ],
)
def test_what_the_report_says_of_its_truth(text: str, expected: Status) -> None:
    assert standing(text) is expected


def test_a_denial_far_below_belongs_to_something_else() -> None:
    text = "A raft crossed the strait.\n\nPrices rose.\n\nThe bank denied a crisis."
    assert standing(text) is Status.REPORTED


def test_a_denial_before_the_act_belongs_to_something_else() -> None:
    assert standing("He denied a crisis. A raft crossed.", 1) is Status.REPORTED


def test_the_deciding_word_is_told() -> None:
    text = "A raft reportedly crossed."
    reason = status(text, sentences(text), 0)[1]
    assert "'reportedly'" in reason.why
    assert [text[start:end] for start, end in reason.spans] == ["reportedly"]
