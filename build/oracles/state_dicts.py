"""Names and shapes of every float tensor, and the cost, of the networks that our presets stand for.

Run in an environment with torch and torchvision (made with 2.15 and 0.29), where nothing is downloaded; writes
the fixture that renderer/presets/state-dicts.test.ts reads:

    python build/oracles/state_dicts.py > shared/testing/fixtures/state-dicts.json

A network is held as the number of its tensors and the SHA-256 of their sorted lines `name 64x3x7x7`. With an id
as argument the lines themselves are printed, to compare with ours.
"""

import hashlib
import json
import sys
import warnings

import torch
import torchvision
from reference_models import REFERENCE_MODELS
from torch import nn

TORCHVISION = """
alexnet vgg11 vgg11_bn vgg13 vgg13_bn vgg16 vgg16_bn vgg19 vgg19_bn googlenet inception_v3
resnet18 resnet34 resnet50 resnet101 resnet152 wide_resnet50_2 wide_resnet101_2 resnext50_32x4d resnext101_32x8d
densenet121 densenet161 densenet169 densenet201 squeezenet1_0 squeezenet1_1
mobilenet_v2 mobilenet_v3_small mobilenet_v3_large
efficientnet_b0 efficientnet_b1 efficientnet_b2 efficientnet_b3
efficientnet_b4 efficientnet_b5 efficientnet_b6 efficientnet_b7
regnet_x_400mf regnet_x_800mf regnet_x_1_6gf regnet_x_3_2gf regnet_x_8gf
regnet_y_400mf regnet_y_800mf regnet_y_1_6gf regnet_y_3_2gf regnet_y_8gf
shufflenet_v2_x0_5 shufflenet_v2_x1_0 shufflenet_v2_x1_5 shufflenet_v2_x2_0
vit_b_16 vit_b_32 vit_l_16 convnext_tiny
""".split()

# Auxiliary classifiers serve training alone; our presets leave them out.
WITHOUT_AUXILIARY = {"googlenet", "inception_v3"}


def build(name: str) -> nn.Module:
    options = {"aux_logits": False, "init_weights": False} if name in WITHOUT_AUXILIARY else {}
    # RegNet computes its widths with tensors, which therefore need real memory.
    with torch.device("cpu" if name.startswith("regnet") else "meta"):
        if name in REFERENCE_MODELS:
            return REFERENCE_MODELS[name]()
        return torchvision.models.get_model(name, weights=None, **options)


def lines(model: nn.Module) -> list[str]:
    return sorted(
        f"{path} {'x'.join(map(str, tensor.shape))}"
        for path, tensor in model.state_dict().items()
        if tensor.is_floating_point()
    )


def convolution_and_linear_macs(model: nn.Module) -> int:
    """Of one 224 × 224 image."""
    total = 0

    def count(module, _inputs, output):
        nonlocal total
        total += output.numel() * module.weight[0].numel()

    for module in model.modules():
        if isinstance(module, (nn.Conv2d, nn.Linear)):
            module.register_forward_hook(count)
    model.eval()(torch.empty(1, 3, 224, 224, device="meta"))
    return total


def entry(name: str) -> dict:
    model = build(name)
    tensors = lines(model)
    digest = hashlib.sha256("\n".join(tensors).encode()).hexdigest()
    result = {"tensors": len(tensors), "sha256": digest}
    if name in REFERENCE_MODELS:
        result["parameters"] = sum(tensor.numel() for tensor in model.parameters())
        result["macs"] = convolution_and_linear_macs(model)
    return result


def main() -> None:
    warnings.simplefilter("ignore")
    if len(sys.argv) > 1:
        print("\n".join(lines(build(sys.argv[1]))))
        return
    models = {name: entry(name) for name in [*TORCHVISION, *REFERENCE_MODELS]}
    version = torchvision.__version__.split("+")[0]
    rows = ",\n".join(f"    {json.dumps(name)}: {json.dumps(held)}" for name, held in models.items())
    print(f'{{\n  "source": "torchvision {version}",\n  "models": {{\n{rows}\n  }}\n}}')


if __name__ == "__main__":
    main()
