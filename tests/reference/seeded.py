"""The numbers that a scene's seed stands for, from the rule in docs/scenes.md: whole numbers and correctly rounded operations."""
import math

import torch

from fixture import F64
from scenes import Weights

MASK = (1 << 64) - 1


class Stream:
    """splitmix64, from the FNV-1a hash of "<seed>/<name>"."""

    def __init__(self, seed, name):
        self.state = 14695981039346656037
        for byte in f"{seed}/{name}".encode():
            self.state = (self.state ^ byte) * 1099511628211 & MASK

    def next(self):
        self.state = (self.state + 0x9E3779B97F4A7C15) & MASK
        z = self.state
        z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9 & MASK
        z = (z ^ z >> 27) * 0x94D049BB133111EB & MASK
        return z ^ z >> 31

    def draw(self, centre, spread):
        """Four parts of 16 bits, added: nearly normal. Rounded to two decimals."""
        bits = self.next()
        z = (sum(bits >> shift & 0xFFFF for shift in (0, 16, 32, 48)) - 131070.0) / 37837.0
        return math.floor((centre + z * spread) * 100.0 + 0.5) / 100.0


class SeededWeights(Weights):
    """The parameters of a scene by their seed: the same paths and shapes, other numbers."""

    def __init__(self, seed, model, words):
        super().__init__("seeded", model, "qkvo12u", 1)
        self.seed, self.words = seed, words

    def put(self, path, tensor):
        shape = tuple(tensor.shape)
        if path.endswith("embed.table"):
            rows = [Stream(self.seed, f"{path}/{word}") for word in self.words]
            numbers = [[row.draw(0, 1) for _ in range(shape[1])] for row in rows]
        else:
            stream = Stream(self.seed, path)
            spread = 0.1 if len(shape) == 1 else 0.3 if path.endswith("table") else 1 / math.sqrt(shape[0])
            centre = 1 if path.endswith("gain") else 0
            numbers = [stream.draw(centre, spread) for _ in range(math.prod(shape))]
        # The engine keeps them as float32.
        self.tensors[path] = torch.tensor(numbers, dtype=torch.float32).to(F64).reshape(shape).tolist()
