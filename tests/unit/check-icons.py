#!/usr/bin/env python3
# check-icons.py: every icon is drawn so that GTK can show and recolour it.
#
# SPDX-License-Identifier: GPL-3.0-or-later
"""check-icons.py DATA_FOLDER

Symbolic icons are 16 by 16 and made of filled paths only: GTK sets the fill of
paths to the text's colour and would fill a stroke's inside. Every icon on disk
is in the resource, and the other way round.
"""
import pathlib
import sys
import xml.etree.ElementTree as tree

SVG = "{http://www.w3.org/2000/svg}"


def main():
    data = pathlib.Path(sys.argv[1])
    bad = []
    listed = {data / file.text for file in tree.parse(data / "icons.gresource.xml").iter("file")}
    drawn = set((data / "icons").rglob("*.svg"))
    for path in sorted(drawn ^ listed):
        bad.append(f"{path}: is only on disk or only in the resource")
    for path in sorted(drawn):
        root = tree.parse(path).getroot()
        size = "16" if path.stem.endswith("-symbolic") else "128"
        if (root.get("width"), root.get("height"), root.get("viewBox")) != (size, size, f"0 0 {size} {size}"):
            bad.append(f"{path.name}: is not {size} by {size}")
        if size == "16":
            for node in root.iter():
                if node.tag not in (SVG + "svg", SVG + "path") or node.get("stroke") or node.get("style"):
                    bad.append(f"{path.name}: has more than filled paths")
                    break
        if any(node.tag in (SVG + "image", SVG + "text") for node in root.iter()):
            bad.append(f"{path.name}: has pixels or letters in it")
    for fault in bad:
        print(fault, file=sys.stderr)
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
