"""Names and shapes of every float tensor in torchvision's models, which our weight paths must equal.

Run in an environment with torch and torchvision; writes the fixture that renderer/presets/state-dicts.test.ts
reads:  python build/oracles/state_dicts.py > shared/testing/fixtures/state-dicts.json
"""

import json
import sys

import torch
import torchvision

MODELS = ["resnet18", "resnet50", "vgg16"]


def tensors(name: str) -> dict[str, list[int]]:
    with torch.device("meta"):
        model = getattr(torchvision.models, name)()
    return {
        path: list(tensor.shape)
        for path, tensor in model.state_dict().items()
        if tensor.is_floating_point()
    }


json.dump(
    {"source": f"torchvision {torchvision.__version__.split('+')[0]}", "models": {name: tensors(name) for name in MODELS}},
    sys.stdout,
    separators=(",", ":"),
)
sys.stdout.write("\n")
