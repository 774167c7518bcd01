"""The keys of questions a second time, by NumPy, from what is printed in them: reads questions as JSON, prints what differs.

    node scripts/check-questions.js 2000

Nothing here knows the engine; it knows what attention is.
"""
import json
import sys

import numpy as np


def matrix(rows):
    return np.array([[float(x) for x in row] for row in rows])


def softmax(rows):
    powers = np.exp(rows - rows.max(axis=-1, keepdims=True))
    return powers / powers.sum(axis=-1, keepdims=True)


def scaled_scores(c):
    q, k = matrix(c["q"]), matrix(c["k"])
    return q @ k.T / np.sqrt(q.shape[1])


def mask_row(c):
    t, s = c["t"], np.arange(c["count"])
    far = np.abs(s - t)
    row = {
        "causal": s <= t,
        "window": far <= c["size"],
        "dilated": (far <= c["size"] * c["step"]) & (far % c["step"] == 0),
        "block": s // c["size"] == t // c["size"],
        "exclude-self": s != t,
    }[c["kind"]]
    return (row & (s <= t) if c["causal"] else row).astype(int).tolist()


# What comes before what in self-attention, as in Vaswani et al. 2017 and what was added to it since.
FLOW = ["project", "split_heads", "qk_norm", "rotary", "repeat_heads", "scores", "scale", "soft_cap", "alibi", "mask", "softmax",
        "sink_softmax", "mask_weights", "weighted_sum", "merge_heads", "linear"]


def first_wrong(c):
    tables = {name: matrix(rows) for name, rows in c["tables"].items()}
    size = len(tables["q"])
    with np.errstate(invalid="ignore"):
        right = {
            "scores": tables["q"] @ tables["k"].T,
            "scaled": tables["scores"] / np.sqrt(c["width"]),
            "masked": np.where(np.tri(size) == 1, tables["scaled"], -np.inf),
            "weights": np.nan_to_num(softmax(tables["masked"])),
            "output": tables["weights"] @ tables["v"],
        }
    return next(name for name, made in right.items() if not np.allclose(made, tables[name], rtol=1e-5, atol=1e-5))


def grows(c):
    before, after = (softmax(matrix([c[name]]))[0, c["cell"]] for name in ("before", "after"))
    return "stays" if np.isclose(before, after, rtol=1e-6) else "grows" if after > before else "falls"


def shape(c):
    T, C, H, D = (c[name] for name in "TCHD")
    x = np.zeros((T, C))
    wq, wo = np.zeros((C, H * D)), np.zeros((H * D, C))
    q = x @ wq
    heads = q.reshape(T, H, D).transpose(1, 0, 2)
    scores = heads @ heads.transpose(0, 2, 1)
    out = scores @ heads
    found = {
        "weights.layers.0.attention.wq": wq,
        "layers.0.attention.project.q": q,
        "layers.0.attention.split_heads.k": heads,
        "layers.0.attention.scores": scores,
        "layers.0.attention.softmax": scores,
        "layers.0.attention.weighted_sum": out,
        "layers.0.attention.merge_heads": out.transpose(1, 0, 2).reshape(T, H * D),
        "weights.layers.0.attention.wo": wo,
    }[c["path"]]
    return f"({', '.join(map(str, found.shape))})"


def count(c):
    T, C, H, D = (c[name] for name in "TCHD")
    parameters = [np.zeros((C, H * D))] * 3 + [np.zeros((H * D, C))]
    if c["bias"]:
        parameters += [np.zeros(H * D)] * 3 + [np.zeros(C)]
    scores = np.zeros((H, T, T), np.float32)
    return {
        "parameters": sum(p.size for p in parameters),
        "bytes": scores.nbytes,
        "multiply-adds": scores.size * D,
    }[c["asked"]]


KEYS = {
    "score": lambda c: [float(matrix(c["q"])[c["t"]] @ matrix(c["k"])[c["s"]])],
    "scaled-score": lambda c: [float(scaled_scores(c)[c["t"], c["s"]])],
    "weights": lambda c: softmax(matrix(c["scores"]))[c["t"]].tolist(),
    "output": lambda c: [float((matrix(c["weights"]) @ matrix(c["v"]))[c["t"], c["d"]])],
    "mask": mask_row,
    "order": lambda c: [",".join(sorted(c["steps"], key=FLOW.index))],
    "bug": lambda c: [first_wrong(c)],
    "what-if": lambda c: [grows(c)],
    "shape": lambda c: [shape(c)],
    "count": lambda c: [count(c)],
}


def agree(a, b):
    if isinstance(a, str) or isinstance(b, str):
        return a == b
    return abs(a - b) <= 1e-6 + 1e-5 * abs(b)


def differences(question):
    """What of a question's key, right choice and mistakes does not hold."""
    key = KEYS[question["kind"]](question["check"])
    if len(key) != len(question["key"]) or not all(map(agree, question["key"], key)):
        yield f"the key is {question['key']}, by NumPy {key}"
    for field, value in zip(question.get("fields", []), key):
        if abs(field["value"] - value) > field["tolerance"] + 1e-6:
            yield f"{field['value']} is accepted, by NumPy it is {value}"
        for wrong in field["wrong"]:
            if abs(wrong["value"] - value) <= field["tolerance"]:
                yield f"the mistake {wrong['value']} is as right as {value}"
    if "choices" in question:
        right = [choice["id"] for choice in question["choices"] if choice["right"]]
        if right != key:
            yield f"the right choice is {right}, by NumPy {key}"
        if len({choice["text"] for choice in question["choices"]}) < len(question["choices"]):
            yield "two choices read alike"


if __name__ == "__main__":
    questions = json.load(sys.stdin)
    found = [f"{q['id']}: {what}" for q in questions for what in differences(q)]
    print("\n".join(found))
    print(f"{len(questions)} questions, {len(found)} differences", file=sys.stderr)
    sys.exit(1 if found else 0)
