"""What PyTorch computes for every operator example; shared/operators/contract.test.ts compares with it.

    npx tsx build/oracles/operator-examples.ts > /tmp/examples.json
    python build/oracles/operators.py /tmp/examples.json > shared/testing/fixtures/operators.json

Needs PyTorch and torchvision (made with 2.15 and 0.29). An example is run as its own PyTorch source form says, and attributes
that the resulting module also has (kernel_size, dilation ...) must be the example's, so a source form that
forgets an attribute is noticed here.
"""

import json
import re
import sys

import torch
import torchvision
from torch import nn

WEIGHT_KINDS = ["weight", "bias", "running_mean", "running_var"]
HEAD = 16


def wave(shape, frequency, phase, scale):
    """The formula of wave() in shared/testing/run-onnx.ts."""
    index = torch.arange(torch.Size(shape).numel(), dtype=torch.float64)
    return (scale * torch.sin(frequency * index + phase)).to(torch.float32).reshape(shape)


def set_weights(module):
    """Fills weights with caseWeight() of shared/testing/operator-examples.ts."""
    with torch.no_grad():
        for name, tensor in [*module.named_parameters(), *module.named_buffers()]:
            kind = name.split(".")[-1].removeprefix("in_proj_")
            if kind == "num_batches_tracked":
                continue
            values = wave(list(tensor.shape), 1.3, WEIGHT_KINDS.index(kind), 0.5)
            tensor.copy_(1 + values if kind == "running_var" else values)


def snake_case(name):
    return re.sub("([A-Z])", lambda match: "_" + match[1].lower(), name)


def as_pair(value):
    return list(value) if isinstance(value, (list, tuple)) else [value, value]


def check_attributes(key, module, attributes):
    """Requires the module to carry the example's attributes, as far as PyTorch keeps them by name."""
    layer = module[-1] if isinstance(module, nn.Sequential) else module
    for name, wanted in attributes.items():
        held = getattr(layer, snake_case(name), None)
        if held is None or name == "bias":
            continue
        if name == "padding" and isinstance(module, nn.Sequential):
            continue
        same = as_pair(held) == as_pair(wanted) if isinstance(wanted, list) else held == wanted
        if not same:
            raise SystemExit(f"{key}: {name} is {held} in PyTorch, {wanted} in the example")


def run(example):
    inputs = [wave(shape, 0.7, index, 4) for index, shape in enumerate(example["inputs"])]
    scope = {"torch": torch, "torchvision": torchvision, "nn": nn}
    scope |= {f"x{index}": value for index, value in enumerate(inputs)}
    parameters = 0
    if "parameter" in example:
        scope["parameter"] = wave(example["parameter"], 1.3, 0, 0.5)
        parameters = scope["parameter"].numel()
    made = eval(example["torch"], scope)  # our own source, printed by the script beside this one
    if isinstance(made, nn.Module):
        made.eval()
        check_attributes(example["key"], made, example["attributes"])
        set_weights(made)
        parameters = sum(tensor.numel() for tensor in made.parameters())
        if isinstance(made, nn.MultiheadAttention):
            inputs = inputs * 3  # query, key and value are one
        with torch.no_grad():
            made = made(*inputs)
        if isinstance(made, tuple):
            made = made[0]  # attention also returns its weights
    flat = made.flatten().double()
    return {
        "shape": list(made.shape),
        "parameters": parameters,
        "head": [float(f"{value:.8g}") for value in flat[:HEAD].tolist()],
        "sum": float(f"{flat.sum().item():.9g}"),
        "squares": float(f"{flat.square().sum().item():.9g}"),
    }


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        examples = json.load(file)
    lines = []
    for example in examples:
        key = json.dumps(example["key"], ensure_ascii=False)
        lines.append(f"  {key}: {json.dumps(run(example))}")
    print("{\n" + ",\n".join(lines) + "\n}")


if __name__ == "__main__":
    main()
