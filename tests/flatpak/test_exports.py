#!/usr/bin/env python3
# test_exports.py: what the desktop sees of the installed Flatpak is valid: desktop file, icons, metainfo, settings.
#
# SPDX-License-Identifier: GPL-3.0-or-later
import os
import pathlib
import subprocess
import sys
import xml.etree.ElementTree as ElementTree

from tap import Tap

ID = "app.ringback.Ringback"
exports = pathlib.Path(os.environ["FLATPAK_USER_DIR"], "exports/share")
app = pathlib.Path(subprocess.run(["flatpak", "--user", "info", "--show-location", ID], check=True,
                                  stdout=subprocess.PIPE, text=True).stdout.strip(), "files")
tap = Tap()


def passes(name, *command):
    run = subprocess.run([str(part) for part in command], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                         check=False)
    tap.check(name, run.returncode == 0, run.stdout)
    return run.stdout


desktop = exports / f"applications/{ID}.desktop"
passes("the exported desktop file is valid", "desktop-file-validate", desktop)
words = desktop.read_text()
tap.check("it starts the Flatpak", f"run --branch=stable --arch={os.uname().machine} --command=ringback" in words, words)
metainfo = exports / f"metainfo/{ID}.metainfo.xml"
passes("the metainfo is valid, by the strict rules", "appstreamcli", "validate", "--strict", "--no-net", metainfo)
passes("the settings' schema compiles, by the strict rules", "glib-compile-schemas", "--strict", "--dry-run",
       app / "share/glib-2.0/schemas")
component = ElementTree.parse(metainfo).getroot()
tap.check("the metainfo names the desktop file", component.findtext("launchable") == desktop.name)
tap.check("it says who made it, under which licence, for which age, and dates every release",
          component.find("developer/name") is not None and component.findtext("project_license") and
          component.find("content_rating") is not None and component.findtext("id") == ID and
          component.get("type") == "desktop-application" and
          all(release.get("date") for release in component.findall("releases/release")))
entry = dict(line.split("=", 1) for line in words.splitlines() if "=" in line)
tap.check("the desktop file shows the icon, and the application among the others", entry["Icon"] == ID and
          "NoDisplay" not in entry and "Hidden" not in entry and
          set(entry["Categories"].strip(";").split(";")) - {"GNOME", "GTK"})
catalogue = list((app / "share/app-info").rglob("*.xml.gz")) + list((app / "share/swcatalog").rglob("*.xml.gz"))
tap.check("a software centre's catalogue was made of it", len(catalogue) == 1, *catalogue)
icons = exports / "icons/hicolor"
tap.check("the icon is there, and its symbolic form", (icons / f"scalable/apps/{ID}.svg").is_file() and
          (icons / f"symbolic/apps/{ID}-symbolic.svg").is_file(), *icons.rglob("*"))
others = [path for path in exports.rglob("*") if path.is_file() and not path.name.startswith(ID)
          and path.name not in ("index.theme", "icon-theme.cache", "mimeinfo.cache")]
tap.check("nothing else is put onto the desktop", not others, *others)
sys.exit(tap.done())
