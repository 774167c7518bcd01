"""Every mask kind twice: cell by cell from its definition, and by matrix operations. 1 means "may attend"."""
import torch

from fixture import F64, agree

# May query t attend to key s? `m` holds the kind's parameters as a scene writes them.
RULES = {
    "none": lambda m, t, s: True,
    "causal": lambda m, t, s: s <= t,
    "window": lambda m, t, s: abs(t - s) <= m["size"],
    "dilated": lambda m, t, s: abs(t - s) <= m["size"] * m["step"] and (t - s) % m["step"] == 0,
    "block": lambda m, t, s: t // m["size"] == s // m["size"],
    "prefix": lambda m, t, s: s < m["length"] or s <= t,
    "padding": lambda m, t, s: s < m["length"],
    "global": lambda m, t, s: abs(t - s) <= m["size"] or t in m["tokens"] or s in m["tokens"],
    "exclude-self": lambda m, t, s: s != t,
    "custom": lambda m, t, s: m["rows"][t][s] != 0,
}


def by_rule(spec, length, source):
    """The mask (T,S) from its definition; `"causal": true` shuts later keys as well."""
    rule = RULES[spec["kind"]]
    past_only = spec.get("causal", False)
    rows = [[float(rule(spec, t, s) and (s <= t or not past_only)) for s in range(source)] for t in range(length)]
    return torch.tensor(rows, dtype=F64)


def _dilated(spec, ones):
    bands = [torch.diag(torch.ones(len(ones) - abs(d), dtype=F64), d)
             for d in range(1 - len(ones), len(ones))
             if d in range(-spec["size"] * spec["step"], spec["size"] * spec["step"] + 1, spec["step"])]
    return sum(bands)


def _block(spec, ones):
    blocks = [ones[i : i + spec["size"], i : i + spec["size"]] for i in range(0, len(ones), spec["size"])]
    return torch.block_diag(*blocks)


def _global(spec, ones):
    open_cells = ones.tril(spec["size"]).triu(-spec["size"])
    open_cells[spec["tokens"], :] = 1
    open_cells[:, spec["tokens"]] = 1
    return open_cells


def _prefix(spec, ones):
    open_cells = ones.tril()
    open_cells[:, : spec["length"]] = 1
    return open_cells


MATRICES = {
    "none": lambda m, ones: ones,
    "causal": lambda m, ones: ones.tril(),
    "window": lambda m, ones: ones.tril(m["size"]).triu(-m["size"]),
    "dilated": _dilated,
    "block": _block,
    "prefix": _prefix,
    "padding": lambda m, ones: torch.cat([ones[:, : m["length"]], 0 * ones[:, m["length"] :]], dim=1),
    "global": _global,
    "exclude-self": lambda m, ones: ones - torch.eye(len(ones), dtype=F64),
    "custom": lambda m, ones: torch.tensor(m["rows"], dtype=F64),
}


def build(spec, length):
    """The mask (T,T) of a scene's `mask` for a text of `length` tokens, made both ways; raises where they differ."""
    mask = by_rule(spec, length, length)
    other = MATRICES[spec["kind"]](spec, torch.ones(length, length, dtype=F64))
    agree(f"mask {spec}", mask, other.tril() if spec.get("causal") else other)
    return mask
