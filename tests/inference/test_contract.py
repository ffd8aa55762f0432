"""What a stranger's file calls its inputs and outputs, in a line for people."""

from __future__ import annotations

import pytest

from app.inference.contract import SHOWN, Contract, ContractError, Node, Port, bind, shown

EVIL = "a\nb\x1b[31m\u202e" + "x" * 5000


def test_a_name_is_printable_and_short() -> None:
    assert shown("in_face:0") == "in_face:0"
    assert shown("面 é") == "面 é"
    assert shown("a\n\tb\u2028c") == "a  b c"
    assert shown("\x1b[31m\u202e\ud800\x00") == "\ufffd[31m\ufffd\ufffd\ufffd"
    assert shown("x" * SHOWN) == "x" * SHOWN
    assert shown("x" * (SHOWN + 1)) == "x" * (SHOWN - 1) + "…"


@pytest.mark.parametrize(
    ("port", "nodes"),
    [
        (Port("face", (1, 3), (EVIL,)), [Node(EVIL, (1, 3), "float32")] * 2),  # too many
        (Port("face", (1, 3), ("face",)), [Node(EVIL, (1, 3), "float32")] * 500),  # another name
        (Port("face", (1, 3), (EVIL,)), []),
        (Port("face", (1, 3)), [Node(EVIL, (1,) * 5000, EVIL)]),  # another shape
        (Port("face", (1, 3)), [Node(EVIL, (1, 3), EVIL)]),  # another type
    ],
)
def test_every_problem_is_one_short_printable_line(port: Port, nodes: list[Node]) -> None:
    with pytest.raises(ContractError) as caught:
        bind(Contract("a/1", (port,), ()), nodes, [])
    line = str(caught.value)
    assert line.isprintable()
    assert len(line) < 12 * SHOWN
