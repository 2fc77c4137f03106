# tree.py: the files that belong to the project.
#
# SPDX-License-Identifier: GPL-3.0-or-later
import os
import subprocess
from pathlib import Path

ROOT = Path(os.environ.get("MESON_SOURCE_ROOT") or Path(__file__).resolve().parents[2])


def files(*suffixes, under=""):
    """Paths relative to the source root: what git tracks or would, or everything in a release archive."""
    try:
        listed = subprocess.run(
            ["git", "-C", str(ROOT), "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
            check=True, capture_output=True, text=True).stdout.split("\0")
    except (OSError, subprocess.CalledProcessError):
        listed = [str(path.relative_to(ROOT)) for path in ROOT.rglob("*")
                  if path.is_file() and not path.relative_to(ROOT).parts[0].startswith(("_build", "out", ".git"))]
    return sorted(name for name in set(listed)
                  if name and name.startswith(under) and (not suffixes or name.endswith(suffixes))
                  and (ROOT / name).is_file())


def text(name):
    """The contents of a text file, or None for a picture or sound."""
    try:
        return (ROOT / name).read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return None
