#!/usr/bin/env python3
# test_manifest.py: what is built here is what Flathub would build, from pinned sources, and it asks for no more than
# flatpak/README.md gives a reason for.
#
# SPDX-License-Identifier: GPL-3.0-or-later
import configparser
import json
import os
import pathlib
import re
import subprocess
import sys

from tap import Tap

ROOT = pathlib.Path(os.environ["MESON_SOURCE_ROOT"])
FOLDER = ROOT / "flatpak"
ID = "app.ringback.Ringback"
# The least that works. One more needs a row in flatpak/README.md, and a reason that convinces.
PERMISSIONS = {"--share=network", "--share=ipc", "--socket=wayland", "--socket=fallback-x11", "--device=dri",
               "--socket=pulseaudio"}

tap = Tap()
manifest = json.loads((FOLDER / f"{ID}.json").read_text(encoding="utf-8"))
stand_in = json.loads((FOLDER / "stand-in.json").read_text(encoding="utf-8"))
built = json.loads(subprocess.run([FOLDER / "offline-manifest"], check=True, stdout=subprocess.PIPE).stdout)
ours = manifest["modules"][-1]


def without_modules(document):
    return {name: value for name, value in document.items() if name != "modules"}


def flatpak(*command):
    return subprocess.run(["flatpak", "--user", *command], check=True, stdout=subprocess.PIPE, text=True).stdout


tap.check("the manifest is named after the application", manifest["id"] == ID)
tap.check("it asks for the least that works", set(manifest["finish-args"]) == PERMISSIONS,
          *sorted(set(manifest["finish-args"]) ^ PERMISSIONS))

readme = (FOLDER / "README.md").read_text(encoding="utf-8")
rows = re.findall(r"^\|(.*?)\|.*\|$", readme, re.M)
reasons = {argument for row in rows for argument in re.findall(r"`(--\S+)`", row)}
tap.check("each permission has its reason in flatpak/README.md, and no other is named there",
          reasons == set(manifest["finish-args"]), *sorted(reasons ^ set(manifest["finish-args"])))

faults = []
for module in manifest["modules"][:-1]:
    for source in module["sources"]:
        where = f"{module['name']}: {source.get('url', source['type'])}"
        if source["type"] != "archive":
            faults.append(f"{where} is not an archive of a release")
        elif not source["url"].startswith("https://"):
            faults.append(f"{where} is not fetched over TLS")
        elif not re.fullmatch(r"[0-9a-f]{64}", source.get("sha256", "")):
            faults.append(f"{where} is not pinned by a SHA-256")
    if "--share=network" in module.get("build-options", {}).get("build-args", []):
        faults.append(f"{module['name']} would reach the network while it is built")
tap.check("every module comes from a release, over TLS, with its checksum", not faults, *faults)
tap.check("the last module is this tree, as it is shipped", ours["name"] == "ringback" and
          [source["type"] for source in ours["sources"]] == ["dir"] and "-Dprofile=default" in ours["config-opts"], ours)
names = [module["name"] for module in manifest["modules"]]
tap.check("no module is there twice", len(names) == len(set(names)), names)

tap.check("what is built here differs in modules alone", without_modules(built) == without_modules(manifest))
dropped = set(names) - {module["name"] for module in built["modules"]}
tap.check("the modules left out are those that the stand-in has from Debian, each named in the manifest",
          dropped == set(stand_in["modules"]), *sorted(dropped ^ set(stand_in["modules"])))
kept = [module for module in manifest["modules"] if module["name"] not in dropped]
for module in built["modules"]:
    for source in module["sources"]:
        if source["type"] == "dir":
            source["path"] = os.path.relpath(source["path"], FOLDER)
tap.check("the others are built as the manifest says, word for word", built["modules"] == kept)
named = {name for module in stand_in["modules"].values() for names in module.values() for name in names}
beside = named & set(stand_in["platform"] + stand_in["sdk"])
tap.check("the stand-in has what the runtime lacks only as a module's", not beside, *sorted(beside))

metadata = configparser.ConfigParser()
metadata.optionxform = str
metadata.read_string(flatpak("info", "--show-metadata", ID))
runtime = metadata["Application"]["runtime"]
tap.check("it is installed on the runtime that the manifest names",
          (runtime.split("/")[0], runtime.split("/")[-1]) == (manifest["runtime"], manifest["runtime-version"]), runtime)
granted = {f"--{kind}={value}" for key, kind in (("shared", "share"), ("sockets", "socket"), ("devices", "device"))
           for value in metadata["Context"].get(key, "").strip(";").split(";") if value}
# Flatpak writes "fallback-x11" as both.
granted.discard("--socket=x11")
beyond = [f"{section}: {dict(metadata[section])}" for section in metadata.sections()
          if section.endswith("Bus Policy") or section in ("Environment", "USB Devices")]
beyond += [f"{key}={value}" for key, value in metadata["Context"].items() if key not in ("shared", "sockets", "devices")]
tap.check("the installed application may do what the manifest says", granted == PERMISSIONS, *sorted(granted ^ PERMISSIONS))
tap.check("it has no files, no bus names, no other devices", not beyond, *beyond)

unneeded = []
size = 0
app = pathlib.Path(flatpak("info", "--show-location", ID).strip()) / "files"
for path in app.rglob("*"):
    name = str(path.relative_to(app))
    if re.search(r"^(include|share/man|lib/pkgconfig|libexec/installed-tests)/|\.(a|la|h|c)$", name):
        unneeded.append(name)
    if path.is_file() and not path.is_symlink():
        size += path.stat().st_size
tap.note(f"{size / 1e6:.1f} MB installed, {os.path.getsize(os.environ['RBK_FLATPAK_BUNDLE']) / 1e6:.1f} MB as a bundle")
tap.check("nothing is installed that is not needed at run time", not unneeded, *unneeded)
sys.exit(tap.done())
