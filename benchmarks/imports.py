"""The imports of a run, and nothing else.

`imports.py list FILE PROGRAM...` runs a program and writes the modules it loaded, in order;
`imports.py load FILE` loads them.
"""

from __future__ import annotations

import contextlib
import importlib
import os
import runpy
import sys
from pathlib import Path


def listed(file: str, program: str, *arguments: str) -> None:
    before = set(sys.modules)
    sys.argv = [program, *arguments]
    os._exit = sys.exit  # type: ignore[assignment]  # a program that ends at once would end this one
    with contextlib.suppress(SystemExit):
        if program.endswith(".py"):
            runpy.run_path(program, run_name="__main__")
        else:
            runpy.run_module(program, run_name="__main__", alter_sys=True)
    loaded = [name for name in sys.modules if name not in before and name != "__main__"]
    Path(file).write_text("\n".join(loaded), "utf-8")


def load(file: str) -> None:
    for name in Path(file).read_text("utf-8").splitlines():
        with contextlib.suppress(ImportError):  # made by another module, such as `six.moves`
            importlib.import_module(name)


if __name__ == "__main__":
    {"list": listed, "load": load}[sys.argv[1]](*sys.argv[2:])
