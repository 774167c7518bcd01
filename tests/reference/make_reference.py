"""Writes the reference fixtures beside this file, or compares the committed ones with what it makes now.

    /usr/bin/python3 tests/reference/make_reference.py            write stages.json and programs*.json
    /usr/bin/python3 tests/reference/make_reference.py --check    re-make in memory, compare to 1e-12, write nothing

Everything is computed by PyTorch in float64 and shares no code with the engine. See README.md beside this file.
Exit codes: 0 done or equal, 1 the fixtures differ, 2 the reference contradicts itself, or torch is not installed.
"""
import argparse
import json
import platform
import sys
from pathlib import Path

sys.dont_write_bytecode = True

try:
    import torch
except ImportError:
    print("make_reference.py needs PyTorch. On Debian: apt-get install python3-torch, then use /usr/bin/python3.",
          file=sys.stderr)
    sys.exit(2)

import gradient_cases
import greedy_cases
import program_cases
import stage_cases
import training_cases
from fixture import TOLERANCE, differences, dump

HERE = Path(__file__).resolve().parent
COMMAND = "/usr/bin/python3 tests/reference/make_reference.py"
SHOWN = 20
# A plain float32 run may use up this much of the tolerance; beyond it a case would test luck, not the engine.
STRAIN_LIMIT = 0.3

FILES = {
    "stages.json": ("cases", stage_cases.build),
    "programs.json": ("programs", program_cases.build_programs),
    "programs_masks.json": ("programs", program_cases.build_masks),
    "programs_cross.json": ("programs", program_cases.build_cross),
    "programs_switches.json": ("programs", program_cases.build_switches),
    "gradients.json": ("programs", gradient_cases.build),
    "training.json": ("runs", training_cases.build),
    "greedy.json": ("models", greedy_cases.build),
}
TOLERANCES = {"gradients.json": gradient_cases.TOLERANCE, "training.json": training_cases.TOLERANCE}


def make(file):
    """The content of one file as it would be written, and its largest float32 strain with its place."""
    key, build = FILES[file]
    torch.manual_seed(0)  # modules draw weights when they are built; ours replace all of them
    cases, worst = build()
    names = [case["name"] for case in cases]
    doubled = {name for name in names if names.count(name) > 1}
    if doubled:
        raise AssertionError(f"{file}: two cases are called {sorted(doubled)[0]!r}")
    if worst[0] > STRAIN_LIMIT:
        raise AssertionError(f"{file}, {worst[1]}: float32 alone uses {worst[0]:.2f} of the tolerance, over {STRAIN_LIMIT}")
    made_by = f"{COMMAND} (PyTorch {torch.__version__}, Python {platform.python_version()})"
    return {"made_by": made_by, "tolerance": TOLERANCES.get(file, TOLERANCE), key: cases}, worst


def write(folder):
    """Makes every file, then writes them all and says what each holds."""
    for file, (content, (used, place)) in {file: make(file) for file in FILES}.items():
        key = FILES[file][0]
        text = dump(content) + "\n"
        (folder / file).write_text(text, encoding="utf-8")
        size = len(text.encode()) / 1024
        print(f"{file}: {len(content[key])} {key}, {size:.0f} KB; float32 uses {used:.2f} of the tolerance ({place})")


def check_file(folder, file):
    """The differences between one committed file and the same made now, as lines of text."""
    made, _ = make(file)
    try:
        committed = json.loads((folder / file).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return [f"{file}: not there"]
    except json.JSONDecodeError as error:
        return [f"{file}: not JSON ({error})"]
    # made goes through JSON as well, so that both sides know only what JSON can hold
    return list(differences(committed, json.loads(dump(made)), file))


def check(folder):
    """Prints every difference, at most SHOWN of a file; returns whether there were none."""
    equal = True
    for file in FILES:
        found = check_file(folder, file)
        equal = equal and not found
        for line in found[:SHOWN]:
            print(line, file=sys.stderr)
        if len(found) > SHOWN:
            print(f"{file}: and {len(found) - SHOWN} more", file=sys.stderr)
        print(f"{file}: {f'{len(found)} differences' if found else 'equal'}")
    if not equal:
        print(f"Where the change is meant, write the files again: {COMMAND}", file=sys.stderr)
    return equal


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--check", action="store_true", help="compare, write nothing, exit 1 where anything differs")
    parser.add_argument("--folder", type=Path, default=HERE, help="where the JSON files are (default: beside this script)")
    arguments = parser.parse_args()
    try:
        if arguments.check:
            return 0 if check(arguments.folder) else 1
        write(arguments.folder)
        return 0
    except AssertionError as error:
        print(f"The reference contradicts itself. {error}", file=sys.stderr)
        return 2


if __name__ == "__main__":
    sys.exit(main())
