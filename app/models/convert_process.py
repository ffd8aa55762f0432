"""Converts one checkpoint: ``python -m app.models.convert_process CHECKPOINT TARGET CONTRACT``.

What goes wrong is one line on stderr. The target appears whole, or not at all.
"""

from __future__ import annotations

import re
import sys
import tempfile
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from app.errors import ModelError, UnderstudyError
from app.inference.contract import Contract
from app.inference.onnx import CPU, OnnxNet
from app.models.checkpoint import check_weights_only
from app.models.contracts import CONTRACTS

OPSET = 17
_MEAN, _WORST = 1e-3, 1e-2
"""How far ONNX Runtime's result may be from torch's: on average, and at all but one value in a
thousand (CodeFormer chooses among codes, and a tie may fall the other way)."""
_EXTRA_ARCHES = "spandrel_extra_arches"


@dataclass(frozen=True, slots=True)
class _Recipe:
    """How one kind of network becomes the file that its contract asks for.

    Attributes:
        architecture: As spandrel calls it.
        traced, checked: Sides of the picture with which it is traced, and then compared; other
            ones where the file's sizes shall be open.
        low: The picture's values go from here to 1.
        wrap: Made of the network: a module of the contract's inputs and its one output.
        weight: It has CodeFormer's second input.
        scale: The network's; None: not asked.
    """

    architecture: str
    traced: tuple[int, int]
    checked: tuple[int, int]
    low: float
    wrap: Callable[[Any], Any]
    weight: bool = False
    scale: int | None = None


def _gfpgan(net: Any) -> Any:
    import torch

    class Wrapped(torch.nn.Module):  # type: ignore[misc]
        def __init__(self) -> None:
            super().__init__()
            self.net = net

        def forward(self, face: Any) -> Any:
            # Its own noise and not new one for each picture, which would flicker.
            return self.net(face, return_rgb=False, randomize_noise=False)[0]

    return Wrapped()


def _codeformer(net: Any) -> Any:
    import torch

    class BySize(torch.nn.Module):  # type: ignore[misc]
        """A traced size is written ``tensor(32)``."""

        def __init__(self, blocks: Any) -> None:
            super().__init__()
            self.blocks = blocks

        def __getitem__(self, size: str) -> Any:
            return self.blocks[re.sub(r"\D", "", size)]

    class Wrapped(torch.nn.Module):  # type: ignore[misc]
        def __init__(self) -> None:
            super().__init__()
            net.fuse_convs_dict = BySize(net.fuse_convs_dict)
            self.net = net

        def forward(self, face: Any, weight: Any) -> Any:
            return self.net(face, weight)[0]

    return Wrapped()


def _as_it_is(net: Any) -> Any:
    return net


RECIPES = {
    "restore512/1": _Recipe("GFPGAN", (512, 512), (512, 512), -1.0, _gfpgan),
    "codeformer/1": _Recipe("CodeFormer", (512, 512), (512, 512), -1.0, _codeformer, weight=True),
    "upscale2/1": _Recipe("ESRGAN", (48, 64), (72, 40), 0.0, _as_it_is, scale=2),
}
"""By the contract that the result has to keep."""


def convert(path: Path, target: Path, contract: Contract) -> None:
    """
    Raises:
        ModelError: As `app.models.convert.converted`.
    """
    recipe = RECIPES.get(contract.id)
    if recipe is None:
        raise ModelError(f"{path.name}: checkpoints of {contract.id} cannot be converted")
    check_weights_only(path)
    net = recipe.wrap(_load(path, recipe)).eval()
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=".converting") as folder:
        made = Path(folder) / target.name
        _export(net, recipe, made)
        _compare(net, recipe, made, contract)
        made.replace(target)


def _load(path: Path, recipe: _Recipe) -> Any:
    try:
        import spandrel
        import torch
    except (ImportError, OSError, RuntimeError) as error:
        # A torchvision that was built for another torch fails in one of these ways.
        line = str(error).splitlines()[0] if str(error) else type(error).__name__
        raise ModelError(
            f"spandrel cannot be imported ({line}); torch and torchvision must be of one release"
        ) from error
    try:
        state = torch.load(path, map_location="cpu", weights_only=True)
    except Exception as error:  # torch's own, pickle's and zipfile's: all say that it is unfit
        raise ModelError(f"torch does not load it ({_first(error)})") from error
    loader = spandrel.ModelLoader(device="cpu", registry=_registry(spandrel, recipe))
    try:
        found = loader.load_from_state_dict(spandrel.canonicalize_state_dict(state))
    except Exception as error:  # spandrel's own, or torch's for weights of another shape
        raise ModelError(f"spandrel does not know this network ({_first(error)})") from error
    if found.architecture.id != recipe.architecture:
        raise ModelError(f"it is a {found.architecture.id}, expected {recipe.architecture}")
    if recipe.scale not in (None, found.scale):
        raise ModelError(f"it makes pictures {found.scale} times as large, expected {recipe.scale}")
    return found.model.float()


def _registry(spandrel: Any, recipe: _Recipe) -> Any:
    """CodeFormer's code is for non-commercial use only, so it is in a package of its own, and is
    never installed by us."""
    if recipe.architecture != "CodeFormer":
        return spandrel.MAIN_REGISTRY
    try:
        import spandrel_extra_arches
    except ImportError as error:
        raise ModelError(
            f"CodeFormer's code is for non-commercial use only; if yours is: pip install "
            f"{_EXTRA_ARCHES}, or take its ONNX file"
        ) from error
    return spandrel_extra_arches.EXTRA_REGISTRY


def _inputs(recipe: _Recipe, size: tuple[int, int], seed: int) -> dict[str, Any]:
    """Torch tensors by the contract's roles, in the order of the network's inputs."""
    import torch

    random = torch.Generator().manual_seed(seed)
    picture = torch.rand(1, 3, *size, generator=random) * (1 - recipe.low) + recipe.low
    role = "image" if recipe.traced != recipe.checked else "face"
    inputs = {role: picture}
    if recipe.weight:
        inputs["weight"] = torch.rand(1, generator=random)
    return inputs


def _export(net: Any, recipe: _Recipe, made: Path) -> None:
    import torch

    inputs = _inputs(recipe, recipe.traced, 0)
    names = ["input", "weight"][: len(inputs)]
    is_open = recipe.traced != recipe.checked
    axes = {name: {2: f"{name}_h", 3: f"{name}_w"} for name in ("input", "output") if is_open}
    try:
        with torch.no_grad(), warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of tracing, which the comparison answers
            torch.onnx.export(
                net,
                tuple(inputs.values()),
                str(made),
                input_names=names,
                output_names=["output"],
                opset_version=OPSET,
                dynamic_axes=axes,
                dynamo=False,  # the other exporter cannot follow CodeFormer, and wants onnxscript
            )
    except Exception as error:  # the exporter's own, and whatever tracing meets
        raise ModelError(f"torch cannot export it ({_first(error)})") from error


def _compare(net: Any, recipe: _Recipe, made: Path, contract: Contract) -> None:
    """On another input, and of another size, than it was traced with."""
    import torch

    inputs = _inputs(recipe, recipe.checked, 1)
    with torch.no_grad():
        right = net(*inputs.values()).numpy()
    copy = OnnxNet(made, contract, providers=(CPU,))
    (result,) = copy.run(**{role: value.numpy() for role, value in inputs.items()})
    copy.close()
    if result.shape != right.shape:
        raise ModelError(f"the converted network gives {result.shape}, and torch {right.shape}")
    apart = np.abs(result - right)
    if not (apart.mean() < _MEAN and np.quantile(apart, 0.999) < _WORST):
        raise ModelError(
            f"the converted network is {apart.mean():.2g} from torch's on average; take the "
            "model's ONNX file"
        )


def _first(error: Exception) -> str:
    return next(iter(str(error).strip().splitlines()), type(error).__name__)[:160].rstrip(" .:")


def main() -> int:
    path, target, contract = sys.argv[1:]
    try:
        convert(Path(path), Path(target), CONTRACTS[contract])
    except UnderstudyError as error:
        print(error, file=sys.stderr)
        return error.exit_code
    except (OSError, MemoryError) as error:
        print(str(error) or "it does not fit into memory", file=sys.stderr)
        return ModelError.exit_code
    return 0


if __name__ == "__main__":
    sys.exit(main())
