"""Whether our exported networks compute what PyTorch's do, given the same weights.

    npm run -s netloom -- export preset:resnet18 -o /tmp/models/resnet18.onnx
    python build/oracles/numerics.py /tmp/models/*.onnx

Needs torch, torchvision, onnx and onnxruntime. A file is called by its preset's id. Every file is put through ONNX's
full check and must give finite outputs with the weights it was exported with. Then the tensors of the PyTorch model
of that id, with normalisation statistics drawn at random so that none of them is idle, take the place of the
initialisers of the same names, which must be exactly those, and both run on the same random image. Prints, for each
file, the largest difference of an output relative to the largest output, and keeps it in numerics.json beside this
script; exits with 1 where it is 1e-4 or more.
"""

import json
import pathlib
import sys
import warnings

import numpy as np
import onnx
import onnxruntime
import torch
import torchvision
from onnx import numpy_helper
from reference_models import REFERENCE_MODELS, LeNet5
from torch import nn

LIMIT = 1e-4
WRITTEN_HERE = {**REFERENCE_MODELS, "lenet5": LeNet5}
WITHOUT_AUXILIARY = {"googlenet", "inception_v3"}


def reference(name: str) -> nn.Module:
    torch.manual_seed(0)
    if name in WRITTEN_HERE:
        model = WRITTEN_HERE[name]()
    else:
        options = {"aux_logits": False, "init_weights": False} if name in WITHOUT_AUXILIARY else {}
        model = torchvision.models.get_model(name, weights=None, **options)
    with torch.no_grad():
        for path, tensor in model.state_dict().items():
            if path.endswith("running_var"):
                tensor.uniform_(0.5, 1.5)
            elif path.endswith("running_mean"):
                tensor.normal_(0, 0.1)
            elif path.endswith("layer_scale"):
                tensor.uniform_(0.1, 0.5)
            elif tensor.is_floating_point() and tensor.dim() == 1:
                tensor.add_(torch.randn_like(tensor) * 0.05)
            elif path in ("class_token", "heads.head.weight"):
                tensor.normal_(0, 0.05)
    return model.eval()


def run(model: onnx.ModelProto, image: np.ndarray) -> np.ndarray:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    session = onnxruntime.InferenceSession(model.SerializeToString(), options, ["CPUExecutionProvider"])
    (output,) = session.run(None, {session.get_inputs()[0].name: image})
    return output


def compare(file: pathlib.Path) -> float:
    onnx.checker.check_model(str(file), full_check=True)
    model = onnx.load(str(file))
    shape = [d.dim_value or 1 for d in model.graph.input[0].type.tensor_type.shape.dim]
    image = np.random.default_rng(0).standard_normal(shape, dtype=np.float32)
    fresh = run(model, image)
    assert np.isfinite(fresh).all(), f"{file.stem}: not finite with its own weights"

    torch_model = reference(file.stem)
    tensors = {path: t for path, t in torch_model.state_dict().items() if t.is_floating_point()}
    replaced = set()
    for initialiser in model.graph.initializer:
        if initialiser.name in tensors:
            values = tensors[initialiser.name].numpy()
            assert list(initialiser.dims) == list(values.shape), initialiser.name
            initialiser.CopyFrom(numpy_helper.from_array(values, initialiser.name))
            replaced.add(initialiser.name)
    assert replaced == set(tensors), f"{file.stem}: lacks {sorted(set(tensors) - replaced)[:3]}"

    with torch.no_grad():
        expected = torch_model(torch.from_numpy(image)).numpy()
    assert fresh.shape == expected.shape, f"{file.stem}: gives {fresh.shape}"
    difference = float(np.abs(run(model, image) - expected).max() / np.abs(expected).max())
    print(f"{file.stem:20} {len(tensors):5} tensors   difference {difference:.1e}", flush=True)
    return difference


def main() -> None:
    warnings.simplefilter("ignore")
    torch.set_num_threads(1)
    differences = {path.stem: compare(path) for path in map(pathlib.Path, sys.argv[1:])}
    keep(differences)
    sys.exit(0 if max(differences.values()) < LIMIT else 1)


def keep(differences: dict[str, float]) -> None:
    file = pathlib.Path(__file__).with_suffix(".json")
    kept = json.loads(file.read_text())["relativeDifference"] if file.exists() else {}
    kept |= {name: float(f"{difference:.1e}") for name, difference in differences.items()}
    versions = {"torch": torch.__version__, "torchvision": torchvision.__version__, "onnxruntime": onnxruntime.__version__}
    figures = {"versions": versions, "relativeDifference": dict(sorted(kept.items()))}
    file.write_text(json.dumps(figures, indent=2) + "\n")


if __name__ == "__main__":
    main()
