"""Runs Python scripts, each in a process of its own, which has the modules named in the arguments read already.

First a line says which of the modules there are. Then each line on standard input is {"script", "args"}, and is answered by a
line {"status", "stdout", "stderr"}.
"""
import gc
import importlib
import json
import os
import runpy
import sys
import tempfile


def have(module):
    try:
        importlib.import_module(module)
    except ImportError:
        return False
    return True


def tell(answer):
    print(json.dumps(answer), flush=True)


tell([module for module in sys.argv[1:] if have(module)])
# Whatever collects garbage writes to all of the memory, which a child would then copy.
gc.freeze()
for line in iter(sys.stdin.readline, ""):
    asked = json.loads(line)
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        child = os.fork()
        if child == 0:
            for file, stream in (open(os.devnull, "rb"), 0), (out, 1), (err, 2):
                os.dup2(file.fileno(), stream)
            sys.argv = [asked["script"], *asked["args"]]
            sys.path[0] = os.path.dirname(asked["script"])
            # What the script raises ends this process as it would end its own.
            runpy.run_path(asked["script"], run_name="__main__")
            sys.stdout.flush()
            os._exit(0)
        status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        texts = []
        for file in out, err:
            file.seek(0)
            texts.append(file.read().decode())
        tell({"status": status, "stdout": texts[0], "stderr": texts[1]})
