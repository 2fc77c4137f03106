#!/usr/bin/env python3
# format.py: every C and Blueprint file stands as its formatter would write it.
#
# SPDX-License-Identifier: GPL-3.0-or-later
import re
import shutil
import subprocess
import sys

import tree
from tap import Tap

tap = Tap()


def clang_format():
    """clang-format 19, which .clang-format is written for: other versions disagree in small things."""
    for name in ("clang-format-19", "clang-format"):
        path = shutil.which(name)
        if path and re.search(r"version 19\.", subprocess.run([path, "--version"], capture_output=True, text=True,
                                                              check=True).stdout):
            return path
    return None


sources = tree.files(".c", ".h", ".cc", under="src/") + tree.files(".c", ".h", under="tests/")
formatter = clang_format()
if formatter is None:
    tap.check("C files are formatted", False, "clang-format 19 is not installed (package clang-format-19)")
else:
    run = subprocess.run([formatter, "--dry-run", "--Werror", *sources], cwd=tree.ROOT, capture_output=True, text=True,
                         check=False)
    wrong = sorted({line.split(":")[0] for line in run.stderr.splitlines() if "clang-format-violations" in line})
    tap.check(f"C files are formatted ({len(sources)})", run.returncode == 0 and sources,
              f"run: clang-format-19 -i {' '.join(wrong)}" if wrong else run.stderr)

blueprints = tree.files(".blp")
if blueprints:
    run = subprocess.run(["blueprint-compiler", "format", *blueprints], cwd=tree.ROOT, capture_output=True, text=True,
                         check=False)
    tap.check(f"Blueprint files are formatted ({len(blueprints)})", run.returncode == 0,
              "run: blueprint-compiler format --fix FILE", run.stdout, run.stderr)

sys.exit(tap.done())
