"""What PyTorch says of scenes: reads them as a JSON list on standard input, with their weights, and writes a list of answers.

Of each scene: every tensor that modern.py files, the loss, and by autograd the gradient of every weight and of every such
tensor, in float64; and how much of the tolerances a run in float32 uses up.
"""
import json
import sys
from pathlib import Path

import torch
import torch.nn.functional as F

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "reference"))

import gradient_cases
from fixture import F64, TOLERANCE, encode, strain
from modern import Modern


def loss_of(scene, seen):
    """The scene's loss, from what the model gave."""
    asked = scene["loss"]
    if asked["kind"] == "cotangent":
        x, (shape, data) = seen[asked["path"]], scene["cotangent"].values()
        return (x * torch.tensor(data, dtype=x.dtype).reshape(shape)).sum()
    logits = next(tensor for path, tensor in seen.items() if path.endswith("unembed"))
    tokens, words = scene["tokens"], scene["vocabulary"]
    targets = [*tokens[1:], None] if asked["targets"] == "next" else asked["targets"]
    counted = [t for t, word in enumerate(targets) if word is not None]
    return F.cross_entropy(logits[counted], torch.tensor([words.index(targets[t]) for t in counted]))


def answer(scene, dtype=F64):
    """All tensors and gradients of one scene, by path."""
    model = Modern(scene, dtype)
    for weight in model.weights.values():
        weight.requires_grad_()
    seen = dict(model.run())
    loss = loss_of(scene, seen)
    asked = {**{f"weights.{path}": weight for path, weight in model.weights.items()}, **seen}
    found = torch.autograd.grad(loss, list(asked.values()), allow_unused=True)
    gradients = {f"gradients.{path}": torch.zeros_like(tensor) if slope is None else slope
                 for (path, tensor), slope in zip(asked.items(), found)}
    return {**{path: tensor.detach() for path, tensor in seen.items()}, "loss": loss.detach().reshape(1), **gradients}


def judged(scene):
    exact, rough = answer(scene), answer(scene, torch.float32)
    used = {path: strain(tensor, rough[path], gradient_cases.TOLERANCE if path.startswith("gradients.") else TOLERANCE)
            for path, tensor in exact.items()}
    return {"tensors": {path: encode(tensor) for path, tensor in exact.items()}, "strain": max(used.values())}


if __name__ == "__main__":
    torch.set_num_threads(1)
    json.dump([judged(scene) for scene in json.load(sys.stdin)], sys.stdout)
