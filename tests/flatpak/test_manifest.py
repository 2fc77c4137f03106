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
os.environ.setdefault("MESON_PACKAGE_CACHE_DIR", "/nowhere")
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
fetched = [source for source in built["modules"][-1]["sources"] if source["type"] == "file"]
wraps = [module["fetched"] for module in stand_in["modules"].values() if "fetched" in module]
built["modules"][-1]["sources"] = [source for source in built["modules"][-1]["sources"] if source["type"] != "file"]
tap.check("what is fetched beside it is what a wrap file pins", [source["sha256"] for source in fetched] ==
          [re.search(r"^source_hash = (\w+)$", (ROOT / wrap).read_text(), re.M)[1] for wrap in wraps], *fetched)
kept = [module for module in manifest["modules"] if module["name"] not in dropped]
for module in built["modules"]:
    for source in module["sources"]:
        if source["type"] == "dir":
            source["path"] = os.path.relpath(source["path"], FOLDER)
tap.check("the others are built as the manifest says, word for word", built["modules"] == kept)
named = {name for module in stand_in["modules"].values() for names in (module["platform"], module["sdk"])
         for name in names}
beside = named & set(stand_in["platform"] + stand_in["sdk"])
tap.check("the stand-in has what the runtime lacks only as a module's", not beside, *sorted(beside))

# What flatpak-builder-lint asks of a manifest on Flathub (flatpak/README.md has the table).
KNOWN = {
    "manifest": {"id", "runtime", "runtime-version", "sdk", "command", "separate-locales", "finish-args",
                 "add-extensions", "cleanup", "modules"},
    "module": {"name", "buildsystem", "subdir", "config-opts", "build-options", "make-args", "make-install-args",
               "post-install", "cleanup", "sources"},
    "archive": {"type", "url", "sha256", "x-checker-data"},
    "dir": {"type", "path", "skip"},
}
unknown = set(manifest) - KNOWN["manifest"]
for module in manifest["modules"]:
    unknown |= {f"{module['name']}: {key}" for key in set(module) - KNOWN["module"]}
    for source in module["sources"]:
        unknown |= {f"{module['name']}: {key}" for key in set(source) - KNOWN[source["type"]]}
        if "commit-query" in source.get("x-checker-data", {}):
            unknown.add(f"{module['name']}: follows commits, not releases")
tap.check("it has only properties that flatpak-builder knows, and follows releases", not unknown, *sorted(unknown))
parts = manifest["id"].split(".")
tap.check("the id has three to five parts", 3 <= len(parts) <= 5 and parts[-1] != "desktop" and
          all(re.fullmatch(r"[A-Za-z_][\w-]*", part) for part in parts))
tap.check("the command is a name, and the branch is left to whoever builds", "/" not in manifest["command"] and
          "branch" not in manifest)
cleanups = manifest["cleanup"] + [entry for module in manifest["modules"] for entry in module.get("cleanup", [])]
tap.check("debugging symbols are not cleaned away", not [entry for entry in cleanups if entry.startswith("/lib/debug")])
rows = re.findall(r"^\| [^|]+ \| ([\w.]+) \| [^|]+ \| ([^|]+) \|$", readme.split("## What the runtime lacks")[1], re.M)
urls = [module["sources"][0]["url"] for module in manifest["modules"][:-1]]
rows = [row for row in rows if row[0] not in ("version",) and not set(row[0]) <= set("-")][:len(urls)]
wrong = [f"{version}: {url}" for (version, source), url in zip(rows, urls) if version not in url or not source.strip()]
tap.check("flatpak/README.md names every module, its version and where its checksum comes from, in order",
          len(rows) == len(urls) and not wrong, len(rows), *wrong)
point = manifest["add-extensions"][f"{ID}.Model"]
tap.check("speech models have a place of their own, and are never fetched unasked",
          point.get("no-autodownload") is True and point.get("subdirectories") is True and "bundle" not in point, point)
example = json.loads((FOLDER / f"{ID}.Model.BaseEn.json").read_text(encoding="utf-8"))
tap.check("the example of a speech model fits that place", example["id"].startswith(f"{ID}.Model.") and
          example["runtime"] == ID and example["branch"] == point["version"] and example["build-extension"] is True and
          example["sdk"].endswith(f"//{manifest['runtime-version']}") and
          all(source["url"].startswith("https://") and re.fullmatch(r"[0-9a-f]{64}", source["sha256"])
              for module in example["modules"] for source in module["sources"]))

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

unneeded, machines = [], set()
size = 0
app = pathlib.Path(flatpak("info", "--show-location", ID).strip()) / "files"
for path in app.rglob("*"):
    name = str(path.relative_to(app))
    if re.search(r"^(include|share/man|lib/pkgconfig|libexec/installed-tests)/|\.(a|la|h|c)$", name):
        unneeded.append(name)
    if path.is_file() and not path.is_symlink():
        with open(path, "rb") as file:
            head = file.read(20)
        if head.startswith(b"\x7fELF"):
            machines.add(head[18:20])
        size += path.stat().st_size
tap.note(f"{size / 1e6:.1f} MB installed, {os.path.getsize(os.environ['RBK_FLATPAK_BUNDLE']) / 1e6:.1f} MB as a bundle")
tap.check("nothing is installed that is not needed at run time", not unneeded, *unneeded)
tap.check("its programs and libraries are for one kind of processor", len(machines) == 1, machines)
tap.check("every language comes with it", (app / "share/locale/es/LC_MESSAGES/ringback.mo").exists())
models = app / "extensions/models"
tap.check("the place for speech models is there, and empty", models.is_dir() and not list(models.iterdir()))
sys.exit(tap.done())
