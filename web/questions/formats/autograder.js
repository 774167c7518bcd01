/**
 * Python to hand out and to grade with: a stub in NumPy and one in PyTorch, and hidden tests whose expected numbers the
 * engine has computed for a seed.
 */
import { Draw } from '../draw.js';
import { rowsOf } from '../numbers.js';
import { zipped } from './zip.js';

/** What students write: arguments, what it gives, and the engine's own answer. */
const FUNCTIONS = {
  scores: {
    takes: ['q', 'k'],
    about: 'Raw scores (T, S) of queries q (T, D) and keys k (S, D).',
    engine: (engine, { q, k }) => rowsOf(engine.call('scores', { q: [q], k: [k] }).scores),
  },
  scaled: {
    takes: ['q', 'k'],
    about: 'Scaled scores (T, S): divided by the root of D.',
    engine: (engine, { q, k }) => rowsOf(scaled(engine, q, k)),
  },
  weights: {
    takes: ['q', 'k', 'mask'],
    about: 'Attention weights (T, S). mask (T, S) is 1 where a query may attend, 0 where it may not.',
    engine: (engine, inputs) => rowsOf(weights(engine, inputs)),
  },
  attention: {
    takes: ['q', 'k', 'v', 'mask'],
    about: 'The output (T, D) of one head with values v (S, D).',
    engine: (engine, { v, ...inputs }) =>
      rowsOf(engine.call('weighted_sum', { weights: weights(engine, inputs), v: [v] }).heads),
  },
};

const scaled = (engine, q, k) =>
  engine.call(
    'scale',
    { scores: engine.call('scores', { q: [q], k: [k] }).scores },
    { factor: 1 / Math.sqrt(q[0].length) },
  ).scaled;
const weights = (engine, { q, k, mask }) =>
  engine.call('softmax', { masked: engine.call('mask', { scaled: scaled(engine, q, k), mask }).masked }).weights;

const CASES = 5;

function casesOf(engine, name, seed) {
  const { takes, engine: answer } = FUNCTIONS[name];
  return Array.from({ length: CASES }, (_, n) => {
    const draw = new Draw(`${seed}/${name}/${n}`);
    const [T, D] = [draw.whole(2, 5), draw.whole(2, 6)];
    const tenths = () => draw.rows(T, D, 20).map((row) => row.map((x) => x / 10));
    const all = {
      q: tenths(),
      k: tenths(),
      v: tenths(),
      mask: Array.from({ length: T }, (_, t) =>
        Array.from({ length: T }, (_, s) => Number(s === t || draw.next() < 0.6)),
      ),
    };
    const inputs = Object.fromEntries(takes.map((one) => [one, all[one]]));
    return { inputs, expected: answer(engine, inputs) };
  });
}

const stub = (library) => `"""Self-attention, one head. Fill in the functions; use ${library} as you like."""
import ${library === 'NumPy' ? 'numpy as np' : 'torch'}

${Object.entries(FUNCTIONS)
  .map(
    ([name, { takes, about }]) =>
      `\ndef ${name}(${takes.join(', ')}):\n    """${about}"""\n    raise NotImplementedError\n`,
  )
  .join('\n')}`;

const GRADE = `"""Grades attention.py: python3 grade.py [FOLDER]. Prints a line for each function, and the share that is right.

The cases in cases.json stay with you: their numbers were computed by Attend's engine.
"""
import importlib.util
import json
import pathlib
import sys

import numpy as np

HERE = pathlib.Path(__file__).parent


def load(folder):
    spec = importlib.util.spec_from_file_location("attention", pathlib.Path(folder) / "attention.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def tensors(module, inputs):
    """As the submission's library has them."""
    if hasattr(module, "torch"):
        return {name: module.torch.tensor(rows, dtype=module.torch.float64) for name, rows in inputs.items()}
    return {name: np.array(rows, dtype=float) for name, rows in inputs.items()}


def wrong(module, name, case):
    """What is wrong with one answer; None where it is right."""
    try:
        got = np.asarray(getattr(module, name)(**tensors(module, case["inputs"])), dtype=float)
    except NotImplementedError:
        return "is not written yet"
    except Exception as error:
        return f"stops with {type(error).__name__}: {error}"
    expected = np.array(case["expected"])
    if got.shape != expected.shape:
        return f"has the shape {got.shape}, expected {expected.shape}"
    if not np.isfinite(got).all():
        return "holds numbers that are not finite"
    if not np.allclose(got, expected, rtol=1e-4, atol=1e-5):
        at = np.unravel_index(np.abs(got - expected).argmax(), got.shape)
        return f"differs most at {tuple(map(int, at))}: {got[at]:.4f}, expected {expected[at]:.4f}"
    return None


def main(folder):
    module = load(folder)
    cases = json.loads((HERE / "cases.json").read_text())
    right = 0
    for name, own in cases.items():
        found = next((what for what in (wrong(module, name, case) for case in own) if what), None)
        print(f"{name}: {found or 'right'}")
        right += found is None
    print(f"score: {right / len(cases):.2f}")


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else ".")
`;

/** @returns {Uint8Array} a zip file */
export function autograder(engine, seed) {
  const cases = Object.fromEntries(Object.keys(FUNCTIONS).map((name) => [name, casesOf(engine, name, seed)]));
  return zipped({
    'hand-out/numpy/attention.py': stub('NumPy'),
    'hand-out/pytorch/attention.py': stub('PyTorch'),
    'grading/grade.py': GRADE,
    'grading/cases.json': `${JSON.stringify(cases)}\n`,
  });
}
