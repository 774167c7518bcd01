"""Every stage written out by hand from its formula, in elementary operations only.

Shapes use the project's letters: T query tokens, S key tokens, C width, H heads, D head width, F hidden width,
V vocabulary. Each function takes tensors of one floating type and returns a dict of everything the stage writes,
in the order in which it is written. Long because every stage is here. Nothing here calls torch.nn: that side is in second_opinion.py and modules.py.
"""
import math

import torch

NEVER = float("-inf")


def embed(ids, table):
    """Row ids[t] of table (V,C) for each token: x (T,C). Vaswani et al. 2017, section 3.4, without the factor."""
    return {"x": torch.stack([table[i] for i in ids.tolist()])}


def sinusoid(length, width, dtype):
    """PE[t,2i] = sin(t / 10000^(2i/C)), PE[t,2i+1] = cos(same). Vaswani et al. 2017, section 3.5."""
    rows = []
    for t in range(length):
        angles = [t / 10000.0 ** ((c - c % 2) / width) for c in range(width)]
        rows.append([math.sin(a) if c % 2 == 0 else math.cos(a) for c, a in enumerate(angles)])
    return torch.tensor(rows, dtype=dtype)


def position(x, table=None, kind="sinusoidal", offset=0):
    """Adds an encoding to x (T,C): the sinusoid, or T rows of table (P,C), from the position offset on."""
    last = x.shape[0] + offset
    encoding = (table[:last] if kind == "learned" else sinusoid(last, x.shape[1], x.dtype))[offset:]
    return {"encoding": encoding, "x": x + encoding}


def layer_norm(x, gain, bias, eps=1e-5):
    """Ba et al. 2016: biased variance, eps inside the root. x (T,C), gain and bias (C)."""
    width = x.shape[1]
    mean = x.sum(dim=1) / width
    centred = x - mean[:, None]
    variance = (centred * centred).sum(dim=1) / width
    rstd = 1.0 / torch.sqrt(variance + eps)
    normalised = centred * rstd[:, None]
    return {
        "mean": mean,
        "centred": centred,
        "variance": variance,
        "rstd": rstd,
        "normalised": normalised,
        "y": normalised * gain + bias,
    }


def rms_norm(x, gain, eps=1e-5):
    """Zhang and Sennrich 2019, with eps inside the root. x (T,C), gain (C)."""
    mean_square = (x * x).sum(dim=1) / x.shape[1]
    rrms = 1.0 / torch.sqrt(mean_square + eps)
    return {"mean_square": mean_square, "rrms": rrms, "y": x * rrms[:, None] * gain}


def affine(x, w, b=None):
    """y = x W + b with W (in, out)."""
    return x @ w if b is None else x @ w + b


def project(x, wq, wk, wv, memory=None, bq=None, bk=None, bv=None):
    """q from x (T,C), k and v from memory (S,C), which is x itself in self-attention; W (C,HD)."""
    source = x if memory is None else memory
    return {"q": affine(x, wq, bq), "k": affine(source, wk, bk), "v": affine(source, wv, bv)}


def split_heads(q, k, v, heads):
    """(T,HD) to (H,T,D): head h takes the columns hD to (h+1)D. k and v (S,GD) have as many heads as they have columns for."""
    width = q.shape[1] // heads

    def split(m):
        return torch.stack([m[:, h : h + width] for h in range(0, m.shape[1], width)])

    return {"q": split(q), "k": split(k), "v": split(v)}


def qk_norm(q, k, q_gain, k_gain, eps=1e-5):
    """Henry et al. 2020, with the RMS norm of Qwen3: each head's query and key. q (H,T,D), k (H,S,D), gains (D)."""

    def norm(x, gain):
        mean_square = (x * x).sum(dim=2) / x.shape[2]
        rrms = 1.0 / torch.sqrt(mean_square + eps)
        return mean_square, rrms, x * rrms[:, :, None] * gain

    names = ("mean_square", "rrms", "")
    pairs = (("q", norm(q, q_gain)), ("k", norm(k, k_gain)))
    return {f"{x}_{name}".rstrip("_"): made for x, results in pairs for name, made in zip(names, results)}


def scores(q, k):
    """scores[h,t,s] = sum over d of q[h,t,d] k[h,s,d]."""
    return {"scores": (q[:, :, None, :] * k[:, None, :, :]).sum(dim=3)}


def scale(scores, factor, temperature=1.0):
    """scaled = scores factor / temperature."""
    return {"scaled": scores * factor / temperature}


def soft_cap(scaled, cap):
    """Gemma 2: cap tanh(scaled / cap)."""
    twice = torch.exp(2.0 * scaled / cap)
    return {"capped": cap * (1.0 - 2.0 / (twice + 1.0))}


def mask(scaled, mask):
    """Minus infinity wherever mask is 0; mask (T,S) holds for every head, (H,T,S) for each its own."""
    open_cells = (mask != 0).expand(scaled.shape)
    return {"masked": torch.where(open_cells, scaled, torch.full_like(scaled, NEVER))}


def softmax(masked):
    """Along the last axis, shifted by the row's maximum. A row of minus infinities gives weights of zero."""
    row_max = masked.max(dim=-1).values
    shut = (row_max == NEVER)[..., None].expand(masked.shape)
    shifted = torch.where(shut, torch.full_like(masked, NEVER), masked - row_max[..., None])
    exponentials = torch.exp(shifted)
    row_sum = exponentials.sum(dim=-1)
    weights = torch.where(shut, torch.zeros_like(masked), exponentials / row_sum[..., None])
    return {
        "row_max": row_max,
        "shifted": shifted,
        "exponentials": exponentials,
        "row_sum": row_sum,
        "weights": weights,
    }


def weighted_sum(weights, v):
    """heads[h,t,d] = sum over s of weights[h,t,s] v[h,s,d]."""
    return {"heads": (weights[:, :, :, None] * v[:, None, :, :]).sum(dim=2)}


def merge_heads(heads):
    """(H,T,D) to (T,HD): the heads' columns side by side."""
    return {"concat": torch.cat(list(heads), dim=1)}


def linear(x, w, b=None):
    """y = x W + b."""
    return {"y": affine(x, w, b)}


def residual(x, y):
    """sum = x + y."""
    return {"sum": x + y}


def activate(z, activation):
    """relu; gelu (Hendrycks and Gimpel 2016) by erf or by its tanh form; silu, z times its own logistic."""
    if activation == "relu":
        return torch.where(z > 0, z, torch.zeros_like(z))
    if activation == "gelu":
        return 0.5 * z * (1.0 + torch.erf(z / math.sqrt(2.0)))
    if activation == "gelu_tanh":
        return 0.5 * z * (1.0 + torch.tanh(math.sqrt(2.0 / math.pi) * (z + 0.044715 * z * z * z)))
    if activation == "silu":
        return z / (1.0 + torch.exp(-z))
    raise ValueError(f"activation is {activation!r}; expected relu, gelu, gelu_tanh or silu")


def feed_forward(x, w1, w2, b1=None, b2=None, activation="gelu"):
    """y = activation(x W1 + b1) W2 + b2 with W1 (C,F) and W2 (F,C)."""
    hidden = affine(x, w1, b1)
    activated = activate(hidden, activation)
    return {"hidden": hidden, "activated": activated, "y": affine(activated, w2, b2)}


def mask_weights(weights, mask):
    """The mistake: weights of forbidden pairs become 0 after softmax."""
    return {"kept": weights * mask}


def cross_entropy(logits, targets, counted=None):
    """Goodfellow et al. 2016, section 6.2.2.3: minus the log of each target's probability, and the mean where it counts."""
    row_max = logits.max(dim=1).values
    shifted = logits - row_max[:, None]
    exponentials = torch.exp(shifted)
    row_sum = exponentials.sum(dim=1)
    log_sum = torch.log(row_sum)
    target = torch.stack([shifted[t, v] for t, v in enumerate(targets.tolist())])
    surprise = log_sum - target
    counts = torch.ones_like(surprise) if counted is None else counted
    per_token = surprise * counts
    total, count = per_token.sum().reshape(1), counts.sum().reshape(1)
    return {
        "row_max": row_max,
        "shifted": shifted,
        "exponentials": exponentials,
        "row_sum": row_sum,
        "log_sum": log_sum,
        "target": target,
        "surprise": surprise,
        "counts": counts,
        "per_token": per_token,
        "total": total,
        "count": count,
        "loss": total / count if count.item() else torch.zeros_like(total),
    }


def inner_product(x, cotangent):
    """The sum of all cells, each times its own weight."""
    return {"loss": (x * cotangent).sum().reshape(1)}


def sgd(weight, gradient, rate, decay=0.0):
    """Robbins, Monro 1951, with decay."""
    direction = gradient + decay * weight
    return {"direction": direction, "updated": weight - rate * direction}


def adam(weight, gradient, first, second, rate, decay=0.0, beta1=0.9, beta2=0.999, eps=1e-8, step=1):
    """Kingma, Ba 2015, algorithm 1, with the decay of Loshchilov, Hutter 2019."""
    new_first = beta1 * first + (1 - beta1) * gradient
    new_second = beta2 * second + (1 - beta2) * gradient**2
    first_corrected = new_first / (1 - beta1**step)
    second_corrected = new_second / (1 - beta2**step)
    ratio = first_corrected / (second_corrected**0.5 + eps)
    direction = ratio + decay * weight
    return {
        "new_first": new_first,
        "new_second": new_second,
        "first_corrected": first_corrected,
        "second_corrected": second_corrected,
        "ratio": ratio,
        "direction": direction,
        "updated": weight - rate * direction,
    }


def repeat_heads(k, v, heads):
    """Ainslie et al. 2023: k, v (G,S,D) to (H,S,D), a copy of its group's for each head."""
    shared = heads // k.shape[0]
    return {"k": torch.stack([k[h // shared] for h in range(heads)]), "v": torch.stack([v[h // shared] for h in range(heads)])}


def rotary(q, k, base=10000.0, pairing="half", share=1.0, offset=0):
    """Su et al. 2021: each pair of columns of q (H,T,D) and k (G,T,D) is a point that its position turns."""
    pairs = int(share * q.shape[2]) // 2
    places = [(i, i + pairs) if pairing == "half" else (2 * i, 2 * i + 1) for i in range(pairs)]
    rates = [base ** (-i / pairs) for i in range(pairs)]
    angle = torch.tensor([[(t + offset) * rate for rate in rates] for t in range(q.shape[1])], dtype=q.dtype)
    cosine, sine = torch.cos(angle), torch.sin(angle)

    def turned(x):
        columns = [x[:, :, d] for d in range(x.shape[2])]
        for i, (a, b) in enumerate(places):
            first, second = columns[a], columns[b]
            columns[a] = first * cosine[:, i] - second * sine[:, i]
            columns[b] = second * cosine[:, i] + first * sine[:, i]
        return torch.stack(columns, dim=2)

    return {"angle": angle, "cosine": cosine, "sine": sine, "q": turned(q), "k": turned(k)}


def alibi(scaled, offset=0):
    """Press et al. 2022: scaled (H,T,S) plus, in each head, a slope times the distance below 0."""
    heads, length, source = scaled.shape
    whole = 2 ** int(math.floor(math.log2(heads)))
    powers = [-8 * (h + 1) / whole if h < whole else -4 * (2 * (h - whole) + 1) / whole for h in range(heads)]
    slopes = torch.tensor([2.0 ** power for power in powers], dtype=scaled.dtype)
    distances = torch.tensor([[-abs(t + offset - s) for s in range(source)] for t in range(length)], dtype=scaled.dtype)
    return {"slopes": slopes, "distances": distances, "biased": scaled + slopes[:, None, None] * distances}


def sink_softmax(masked, sink):
    """Softmax of masked (H,T,S) with one score more in every row, sink (H), whose weight goes nowhere."""
    row_max = torch.maximum(masked.max(dim=-1).values, sink[:, None])
    shifted = masked - row_max[..., None]
    exponentials = torch.exp(shifted)
    sink_shifted = sink[:, None] - row_max
    sink_exponential = torch.exp(sink_shifted)
    row_sum = exponentials.sum(dim=-1) + sink_exponential
    return {
        "row_max": row_max,
        "shifted": shifted,
        "exponentials": exponentials,
        "sink_shifted": sink_shifted,
        "sink_exponential": sink_exponential,
        "row_sum": row_sum,
        "weights": exponentials / row_sum[..., None],
    }


def online_softmax(masked, v, tile, first=0, max_before=None, sum_before=None, running_before=None):
    """Milakov and Gimelshein 2018: one tile of the keys of masked (H,T,S) and v (H,S,D), behind those before it."""
    scores = masked[:, :, first : first + tile]
    row_max = scores.max(dim=-1).values
    if max_before is not None:
        row_max = torch.maximum(row_max, max_before)

    def less_the_largest(x, largest):
        return torch.where(x == NEVER, torch.full_like(x, NEVER), x - largest)

    rescale = torch.ones_like(row_max) if max_before is None else torch.exp(less_the_largest(max_before, row_max))
    exponentials = torch.exp(less_the_largest(scores, row_max[..., None]))
    row_sum = exponentials.sum(dim=-1)
    running = exponentials @ v[:, first : first + tile]
    if max_before is not None:
        row_sum = row_sum + rescale * sum_before
        running = running + rescale[..., None] * running_before
    heads = torch.where(row_sum[..., None] == 0, torch.zeros_like(running), running / row_sum[..., None])
    return {
        "row_max": row_max,
        "rescale": rescale,
        "exponentials": exponentials,
        "row_sum": row_sum,
        "running": running,
        "heads": heads,
    }


def gated_feed_forward(x, w_gate, w_up, w_down, b_gate=None, b_up=None, b_down=None, activation="silu"):
    """Shazeer 2020: y = (activation(x W_gate) * x W_up) W_down, with biases where they are given."""
    gate = affine(x, w_gate, b_gate)
    activated = activate(gate, activation)
    up = affine(x, w_up, b_up)
    gated = activated * up
    return {"gate": gate, "activated": activated, "up": up, "gated": gated, "y": affine(gated, w_down, b_down)}


def mixture(x, router, w1, w2, b1=None, b2=None, top=1, activation="gelu"):
    """Shazeer et al. 2017: y[t] = sum over the chosen experts e of share[t,e] FFN_e(x[t]); softmax over the `top` largest logits."""
    logits = affine(x, router)
    tokens, experts = logits.shape
    chosen = torch.zeros_like(logits)
    for t in range(tokens):
        row = logits[t].tolist()
        for e in sorted(range(experts), key=lambda e: (-row[e], e))[:top]:
            chosen[t, e] = 1
    row_max = torch.stack([max(logits[t, e] for e in range(experts)) for t in range(tokens)])
    shifted = logits - row_max[:, None]
    exponentials = torch.exp(shifted)
    held = exponentials * chosen
    row_sum = held.sum(dim=1)
    shares = held / row_sum[:, None]
    hidden = torch.stack([affine(x, w1[e], None if b1 is None else b1[e]) for e in range(experts)])
    activated = activate(hidden, activation)
    outputs = torch.stack([affine(activated[e], w2[e], None if b2 is None else b2[e]) for e in range(experts)])
    y = sum(shares[:, e, None] * outputs[e] for e in range(experts))
    return {
        "logits": logits, "chosen": chosen, "row_max": row_max, "shifted": shifted, "exponentials": exponentials, "held": held,
        "row_sum": row_sum, "shares": shares, "load": chosen.sum(dim=0), "mean_share": shares.mean(dim=0),
        "hidden": hidden, "activated": activated, "outputs": outputs, "y": y,
    }


def tied_unembed(x, table):
    """Press and Wolf 2017: y[t,v] = sum over c of x[t,c] table[v,c]."""
    return {"y": (x[:, None, :] * table[None, :, :]).sum(dim=2)}



def append(cache, newest):
    """The rows of cache (G,P,D) or (P), then those of newest (G,T,D) or (T)."""
    rows = [cache[..., s, :] if cache.dim() == 3 else cache[s] for s in range(cache.shape[-2 if cache.dim() == 3 else 0])]
    rows += [newest[..., s, :] if newest.dim() == 3 else newest[s] for s in range(newest.shape[-2 if newest.dim() == 3 else 0])]
    return {"rows": torch.stack(rows, dim=1 if cache.dim() == 3 else 0)}


def pick(logits, uniform, temperature=1.0, top_k=1048576, top_p=1.0):
    """Fan et al. 2018, Holtzman et al. 2020: the last row of logits (T,V) in order, cut, made to sum to 1, drawn from by uniform (1)."""
    scaled = logits[-1] / temperature
    words = len(scaled)
    order = sorted(range(words), key=lambda word: (-float(scaled[word]), word))
    ranked = torch.stack([scaled[word] for word in order])
    largest = ranked.max().reshape(1)
    shifted = ranked - largest
    exponentials = torch.exp(shifted)
    reached = torch.stack([exponentials[: min(n + 1, top_k)].sum() for n in range(words)])
    stays = [float(n < top_k and (n == 0 or top_p >= 1 or bool(reached[n - 1] < top_p * reached[-1]))) for n in range(words)]
    stays = torch.tensor(stays, dtype=logits.dtype)
    held = exponentials * stays
    mass = held.sum().reshape(1)
    shares = held / mass
    cumulative = torch.stack([shares[: n + 1].sum() for n in range(words)])
    mark = uniform * cumulative[-1]
    place = sum(bool(cumulative[n] <= mark[0]) for n in range(words - 1))
    return {
        "scaled": scaled, "order": torch.tensor(order), "ranked": ranked, "largest": largest, "shifted": shifted,
        "exponentials": exponentials, "reached": reached, "stays": stays, "held": held, "mass": mass, "shares": shares,
        "cumulative": cumulative, "mark": mark, "place": torch.tensor([place]), "id": torch.tensor([order[place]]),
    }


STAGES = {
    f.__name__: f
    for f in (
        embed, position, layer_norm, rms_norm, project, split_heads, qk_norm, scores, scale, soft_cap, mask, softmax,
        mask_weights, weighted_sum, merge_heads, linear, residual, feed_forward, cross_entropy, inner_product,
        append, pick,
        sgd, adam, repeat_heads, rotary, alibi, sink_softmax, online_softmax, gated_feed_forward, tied_unembed, mixture,
    )
}

# The result that a step's own path stands for; project and split_heads have three, qk_norm, rotary and repeat_heads two, none alone.
MAIN_RESULT = {
    "embed": "x", "position": "x", "layer_norm": "y", "rms_norm": "y", "scores": "scores", "scale": "scaled", "soft_cap": "capped",
    "mask": "masked", "softmax": "weights", "mask_weights": "stays", "weighted_sum": "heads", "merge_heads": "concat", "linear": "y",
    "residual": "sum", "feed_forward": "y", "cross_entropy": "loss", "inner_product": "loss",
    "alibi": "biased", "sink_softmax": "weights", "gated_feed_forward": "y", "mixture": "y", "tied_unembed": "y", "online_softmax": "heads", "append": "rows", "pick": "id",
}
