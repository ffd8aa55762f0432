"""What a network must take and give, and how a file's own inputs and outputs are matched to it.

Files of one model differ in the names of their inputs, in fixed or free sizes, and in precision.
Whoever runs one speaks of roles (``target``, ``source``), and the file is matched once, when it is
loaded.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

FLOATS = ("float32", "float16")
Size = int | None
"""None: any number."""
SHOWN = 60
"""Characters of a name from a file, at most, in a line for people."""
_NAMES = 8
"""Of a file's inputs or outputs that a line names: our networks have no more."""


def shown(text: str, most: int = SHOWN) -> str:
    """A stranger's text as a part of one line: a file may name its inputs what it likes, and a line
    goes to terminals, windows and logs.

    Args:
        text: Any.
        most: Characters of it.

    Returns:
        Whitespace is a space each, and what cannot be printed (control characters, those that turn
        the direction of writing) is U+FFFD.
    """
    cut = text if len(text) <= most else f"{text[: most - 1]}…"
    return "".join(
        " " if one.isspace() else one if one.isprintable() else "\ufffd" for one in cut
    ).strip()


def sizes(shape: Sequence[Size]) -> str:
    """A shape for people, as 1×3×?×?; empty for a scalar."""
    return shown("×".join("?" if size is None else str(size) for size in shape))


@dataclass(frozen=True, slots=True)
class Port:
    """One input or output that a contract asks for.

    Attributes:
        role: What we call it.
        shape: Its sizes, None where any will do.
        names: What the file may call it; empty: anything, then order and shape decide.
        dtypes: Numpy's names of the types that it may have.
        sample: Of an input: sizes for the warm-up, where the file leaves them open; empty where
            `shape` says them all.
        tail: `shape` holds the last sizes only, and there may be others before.
        optional: The file may do without.
    """

    role: str
    shape: tuple[Size, ...]
    names: tuple[str, ...] = ()
    dtypes: tuple[str, ...] = FLOATS
    sample: tuple[int, ...] = ()
    tail: bool = False
    optional: bool = False

    def fits(self, shape: Sequence[Size]) -> bool:
        """Whether sizes, of which the open ones are None, can be these."""
        if len(shape) < len(self.shape) or (not self.tail and len(shape) > len(self.shape)):
            return False
        own = shape[len(shape) - len(self.shape) :]
        pairs = zip(own, self.shape, strict=True)
        return all(a is None or b is None or a == b for a, b in pairs)


@dataclass(frozen=True, slots=True)
class Contract:
    """
    Attributes:
        id: Name, slash, version.
        inputs, outputs: In the order in which they are spoken of.
    """

    id: str
    inputs: tuple[Port, ...]
    outputs: tuple[Port, ...]


@dataclass(frozen=True, slots=True)
class Node:
    """An input or output as a file declares it."""

    name: str
    shape: tuple[Size, ...]
    dtype: str

    def __str__(self) -> str:
        return f"{shown(self.name)} {sizes(self.shape) or 'scalar'} {shown(self.dtype)}"


@dataclass(frozen=True, slots=True)
class Bound:
    """A contract's port and the file's own node for it."""

    port: Port
    node: Node

    def sample(self) -> tuple[int, ...]:
        """Concrete sizes for a first run."""
        filled = self.port.sample or tuple(size or 1 for size in self.port.shape)
        pairs = zip(self.node.shape, filled, strict=True)
        return tuple(size if own is None else own for own, size in pairs)


@dataclass(frozen=True, slots=True)
class Binding:
    inputs: dict[str, Bound] = field(default_factory=dict)
    """By role."""
    outputs: tuple[Bound, ...] = ()


class ContractError(Exception):
    """A file is not what the contract asks for; says how, in half a sentence."""


def bind(contract: Contract, inputs: Sequence[Node], outputs: Sequence[Node]) -> Binding:
    """Matches a file to a contract.

    Raises:
        ContractError: Something is missing, has another shape or type, or is too much.
    """
    bound_inputs, left = _bind("input", contract.inputs, inputs)
    if left:
        raise ContractError(f"has an input too many: {left[0]}")
    bound_outputs, _ = _bind("output", contract.outputs, outputs)  # more of them do no harm
    return Binding({bound.port.role: bound for bound in bound_inputs}, tuple(bound_outputs))


def _bind(
    what: str, ports: Sequence[Port], nodes: Sequence[Node]
) -> tuple[list[Bound], list[Node]]:
    left, bound = list(nodes), []
    for port in ports:
        node = _find(what, port, left)
        if node is None:
            continue
        left.remove(node)
        bound.append(Bound(port, node))
    return bound, left


def _find(what: str, port: Port, nodes: Sequence[Node]) -> Node | None:
    """The node that is meant, which then has to be right."""
    if port.names:
        called = [node for node in nodes if node.name in port.names]
    else:
        called = [node for node in nodes if port.fits(node.shape)] or list(nodes)
    if not called:
        if port.optional:
            return None
        there = ", ".join(shown(node.name) for node in nodes[:_NAMES]) or "none"
        more = ", …" if len(nodes) > _NAMES else ""
        asked = " or ".join(shown(name) for name in port.names) or port.role
        raise ContractError(f"has no {what} {asked} but {there}{more}")
    node = called[0]
    if not port.fits(node.shape):
        raise ContractError(f"has the {what} {node}, expected {sizes(port.shape)}")
    if node.dtype not in port.dtypes:
        raise ContractError(f"has the {what} {node}, expected {' or '.join(port.dtypes)}")
    return node
