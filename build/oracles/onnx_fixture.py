"""Writes the fixture that proves our ONNX decoder against the reference implementation.

A tiny model as the Python package `onnx` writes it: unpacked repeated fields, typed lists beside raw data,
a symbolic batch, documentation strings. Beside it, what it holds as JSON. Run again after a change here:

    python3 -m venv /tmp/venv && /tmp/venv/bin/pip install onnx==1.23.2 numpy
    /tmp/venv/bin/python build/oracles/onnx_fixture.py shared/testing/fixtures/onnx
"""

import json
import pathlib
import sys

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

folder = pathlib.Path(sys.argv[1])
folder.mkdir(parents=True, exist_ok=True)

weight = np.linspace(-1, 1, 2 * 1 * 3 * 3, dtype=np.float32).reshape(2, 1, 3, 3)
nodes = [
    helper.make_node(
        "Conv", ["x", "conv.weight", "conv.bias"], ["c"], name="conv", doc_string="not kept",
        kernel_shape=[3, 3], pads=[1, 1, 1, 1], strides=[1, 1], dilations=[1, 1], group=1,
    ),
    helper.make_node("LeakyRelu", ["c"], ["l"], name="act", alpha=0.25),
    helper.make_node("AveragePool", ["l"], ["p"], name="pool", kernel_shape=[2, 2], auto_pad="SAME_UPPER"),
    helper.make_node("Reshape", ["p", "shape"], ["y"], name="reshape"),
]
initializers = [
    numpy_helper.from_array(weight, "conv.weight"),
    helper.make_tensor("conv.bias", TensorProto.FLOAT, [2], [0.5, -0.5]),
    helper.make_tensor("shape", TensorProto.INT64, [2], [0, -1]),
    helper.make_tensor("half", TensorProto.FLOAT16, [2], [1.5, -2.0]),
    helper.make_tensor("bytes", TensorProto.INT8, [3], [-128, 0, 127]),
    helper.make_tensor("double", TensorProto.DOUBLE, [1], [0.1]),
]
graph = helper.make_graph(
    nodes,
    "fixture",
    [helper.make_tensor_value_info("x", TensorProto.FLOAT, ["batch", 1, 4, 4])],
    [helper.make_tensor_value_info("y", TensorProto.FLOAT, ["batch", 32])],
    initializers,
    doc_string="not kept either",
    value_info=[helper.make_tensor_value_info("c", TensorProto.FLOAT, ["batch", 2, 4, 4])],
)
model = helper.make_model(
    graph, opset_imports=[helper.make_opsetid("", 17)], producer_name="oracle", producer_version="1", ir_version=8
)
helper.set_model_props(model, {"author": "oracle", "é": "🦊"})
onnx.checker.check_model(model, full_check=True)

tensors = {t.name: numpy_helper.to_array(t).astype(np.float64).ravel().tolist() for t in initializers}
(folder / "reference.onnx").write_bytes(model.SerializeToString())
(folder / "reference.json").write_text(json.dumps({"tensors": tensors}, indent=1) + "\n")
