"""What each kind of network takes and gives: the table that loading is checked against.

From the code of the programs that run these networks: InsightFace for buffalo_l and inswapper,
facefusion and VisoMaster for the others. Pictures are planes of RGB (NCHW) unless it says
otherwise; what range their values have is the business of whoever runs them. A contract that
changes gets another number.
"""

from __future__ import annotations

from collections.abc import Mapping

from app.inference.contract import Contract, Port

_DOUBLE = ("float64", "float32")


def _planes(
    role: str, size: int | None, *names: str, channels: int = 3, batch: int | None = 1
) -> Port:
    return Port(role, (batch, channels, size, size), names)


def _vector(role: str, length: int, *names: str, batch: int | None = 1) -> Port:
    return Port(role, (batch, length), names)


def _reader(name: str, side: int, length: int) -> Contract:
    """A square picture to a vector; InsightFace's files call them anything."""
    face = _planes("face", side, batch=None)
    return Contract(name, (face,), (_vector("values", length, batch=None),))


def _restorer(side: int) -> Contract:
    """A face to a better one."""
    face = _planes("face", side, "input")
    return Contract(f"restore{side}/1", (face,), (_planes("face", side, "output"),))


def _swapper(name: str, source: Port, side: int, *output: str) -> Contract:
    target = _planes("target", side, "target")
    return Contract(name, (target, source), (_planes("face", side, *output),))


_SCRFD = Contract(
    "scrfd/1",
    (Port("image", (None, 3, None, None), sample=(1, 3, 640, 640)),),
    # Strides 8, 16 and 32 of each.
    tuple(
        Port(f"{kind}{stride}", (size,), tail=True)
        for kind, size in (("score", 1), ("box", 4), ("points", 10))
        for stride in (8, 16, 32)
    ),
)
_CODEFORMER = Contract(
    "codeformer/1",
    (
        _planes("face", 512, "input", "x"),
        Port("weight", (1,), ("weight", "w"), dtypes=_DOUBLE),
    ),
    (_planes("face", 512, "output", "y"),),
)
_UPSCALE = Contract(
    "upscale2/1",
    (Port("image", (1, 3, None, None), ("input",), sample=(1, 3, 64, 64)),),
    (Port("image", (1, 3, None, None), ("output",)),),
)
_XSEG = Contract(
    "xseg/1",
    (Port("face", (1, 256, 256, 3), ("input",)),),  # NHWC, BGR
    (Port("mask", (), tail=True),),
)
_XSEG_PLANES = Contract(  # the same network as VisoMaster keeps it: NCHW
    "xseg/2",
    (_planes("face", 256, "in_face:0"),),
    (Port("mask", (), tail=True),),
)
_OCCLUDER = Contract(
    "occluder/1",
    (_planes("face", 256, "img"),),
    (_planes("mask", 256, "output", channels=1),),  # above 0: face
)
_PARSER = Contract("parse512/1", (_planes("face", 512),), (_planes("classes", 512, channels=19),))
_DFM = Contract(  # NHWC, BGR; the sides are the file's own
    "dfm/1",
    (
        Port("face", (1, None, None, 3), ("in_face:0",), sample=(1, 224, 224, 3)),
        Port("morph", (1,), ("morph_value:0",), optional=True),
    ),
    (
        Port("face_mask", (1, None, None, 1)),
        Port("celebrity", (1, None, None, 3)),
        Port("celebrity_mask", (1, None, None, 1)),
    ),
)

CONTRACTS: Mapping[str, Contract] = {
    contract.id: contract
    for contract in (
        _SCRFD,
        _reader("arcface/1", 112, 512),
        _reader("landmark106/1", 192, 212),
        _reader("landmark68/1", 192, 3309),
        _reader("genderage/1", 96, 3),
        _swapper("inswapper/1", _vector("source", 512, "source"), 128, "output"),
        _swapper("swap256/1", _vector("source", 512, "source"), 256),
        _swapper("swap512/1", _vector("source", 512, "source"), 512),
        _swapper("blendswap/1", _planes("source", 112, "source"), 256),
        _swapper("uniface/1", _planes("source", 256, "source"), 256),
        Contract("crossface/1", (_vector("identity", 512),), (_vector("identity", 512),)),
        _restorer(256),
        _restorer(512),
        _restorer(1024),
        _CODEFORMER,
        _UPSCALE,
        _XSEG,
        _XSEG_PLANES,
        _OCCLUDER,
        _PARSER,
        _DFM,
    )
}
