#!/usr/bin/env python3
# check-flatpak.py: the manifest pins every source and asks for no more than it must.
#
# SPDX-License-Identifier: GPL-3.0-or-later
"""check-flatpak.py MANIFEST APPLICATION_ID

Says what is wrong with the manifest, a line a fault. A new permission needs a
reason in flatpak/README.md and a place in the list here.
"""
import json
import pathlib
import re
import sys

PERMISSIONS = {"--share=network", "--share=ipc", "--socket=wayland", "--socket=fallback-x11",
               "--device=dri", "--socket=pulseaudio"}


def main():
    path = pathlib.Path(sys.argv[1])
    manifest = json.loads(path.read_text(encoding="utf-8"))
    readme = (path.parent / "README.md").read_text(encoding="utf-8")
    bad = []
    if manifest["id"] != sys.argv[2] or path.stem != sys.argv[2]:
        bad.append(f"the id is not {sys.argv[2]}")
    if set(manifest["finish-args"]) != PERMISSIONS:
        bad.append(f"permissions differ: {sorted(set(manifest['finish-args']) ^ PERMISSIONS)}")
    for permission in manifest["finish-args"]:
        if f"`{permission}`" not in readme:
            bad.append(f"README.md has no reason for {permission}")
    for module in manifest["modules"]:
        for source in module["sources"]:
            if source["type"] == "archive":
                if not source["url"].startswith("https://"):
                    bad.append(f"{module['name']}: {source['url']} is not fetched over TLS")
                if not re.fullmatch(r"[0-9a-f]{64}", source.get("sha256", "")):
                    bad.append(f"{module['name']}: is not pinned by a SHA-256")
            elif source["type"] != "dir" or module is not manifest["modules"][-1]:
                bad.append(f"{module['name']}: comes from neither an archive nor this tree")
    for fault in bad:
        print(fault, file=sys.stderr)
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
