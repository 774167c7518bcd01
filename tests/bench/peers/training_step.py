"""A training step of a decoder in PyTorch, on one thread: milliseconds of the processor for each of some turns, as JSON: of the
whole step, and of the forward pass alone.

    python3 training_step.py C L T H B V TURNS
"""
import json
import sys
import time

import torch
from torch import nn
from torch.nn.functional import cross_entropy, gelu

C, L, T, H, B, V, TURNS = (int(argument) for argument in sys.argv[1:])
torch.set_num_threads(1)


class Layer(nn.Module):
    def __init__(self):
        super().__init__()
        self.norm_1, self.norm_2 = nn.LayerNorm(C), nn.LayerNorm(C)
        self.project, self.output = nn.Linear(C, 3 * C), nn.Linear(C, C)
        self.up, self.down = nn.Linear(C, 4 * C), nn.Linear(4 * C, C)

    def forward(self, x, mask):
        q, k, v = self.project(self.norm_1(x)).view(B, T, 3, H, C // H).permute(2, 0, 3, 1, 4)
        weights = (q @ k.transpose(-1, -2) * (C // H) ** -0.5 + mask).softmax(-1)
        x = x + self.output((weights @ v).transpose(1, 2).reshape(B, T, C))
        return x + self.down(gelu(self.up(self.norm_2(x))))


class Decoder(nn.Module):
    def __init__(self):
        super().__init__()
        self.embed, self.positions = nn.Embedding(V, C), nn.Parameter(torch.randn(T, C) * 0.1)
        self.layers = nn.ModuleList(Layer() for _ in range(L))
        self.norm, self.unembed = nn.LayerNorm(C), nn.Linear(C, V)
        self.register_buffer("mask", torch.full((T, T), float("-inf")).triu(1))

    def forward(self, ids):
        x = self.embed(ids) + self.positions
        for layer in self.layers:
            x = layer(x, self.mask)
        return self.unembed(self.norm(x))


torch.manual_seed(0)
model = Decoder()
optimizer = torch.optim.Adam(model.parameters(), lr=1e-3)
ids = torch.randint(0, V, (B, T))


def forward():
    return cross_entropy(model(ids)[:, :-1].reshape(-1, V), ids[:, 1:].reshape(-1))


def step():
    optimizer.zero_grad()
    forward().backward()
    optimizer.step()


def timed(work):
    since = time.process_time()
    work()
    return 1000 * (time.process_time() - since)


@torch.no_grad()
def forward_alone():
    forward()


step()
step()
turns = [(timed(step), timed(forward_alone)) for _ in range(TURNS)]
print(json.dumps({"steps": [step for step, _ in turns], "forwards": [forward for _, forward in turns]}))
