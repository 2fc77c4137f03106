#!/usr/bin/env python3
# test_model.py: a speech model that is installed as an extension is found in the sandbox, and the transcriber of the
# Flatpak reads with it. The model means nothing (tests/speech/make-model.py); what it writes down is not looked at.
#
# SPDX-License-Identifier: GPL-3.0-or-later
import json
import os
import pathlib
import subprocess
import sys

from floor import Floor
from tap import Tap

ROOT = pathlib.Path(os.environ["MESON_SOURCE_ROOT"])
ID = "app.ringback.Ringback"
NAME = "OneLayer"

tap = Tap()


def make_extension(folder):
    """A repository with the model in it, as flatpak/README.md says how one is made."""
    tree = folder / "extension"
    (tree / "files").mkdir(parents=True)
    subprocess.run([sys.executable, ROOT / "tests/speech/make-model.py", tree / "files/one-layer.bin"], check=True)
    manifest = json.loads((ROOT / f"flatpak/{ID}.json").read_text(encoding="utf-8"))
    runtime = f"{manifest['sdk']}/{os.uname().machine}/{manifest['runtime-version']}"
    (tree / "metadata").write_text(f"[Runtime]\nname={ID}.Model.{NAME}\nruntime={runtime}\nsdk={runtime}\n\n"
                                   f"[ExtensionOf]\nref=app/{ID}/{os.uname().machine}/stable\n")
    subprocess.run(["flatpak", "build-export", "--runtime", "--disable-fsync", folder / "repository", tree, "1"],
                   check=True, stdout=subprocess.DEVNULL)
    return folder / "repository"


with Floor(microphone=None) as floor:
    def flatpak(*command, **options):
        return floor.session.run("flatpak", "--user", *command, **options)

    reference = f"runtime/{ID}.Model.{NAME}/{os.uname().machine}/1"
    try:
        with tap.subtest("a speech model installs as an extension"):
            repository = make_extension(floor.session.top)
            flatpak("remote-add", "--no-gpg-verify", "model-test", f"file://{repository}")
            flatpak("install", "-y", "--noninteractive", "--no-related", "model-test", reference)

        with tap.subtest("the sandbox shows it where Ringback looks for models"):
            listed = flatpak("run", "--command=ls", ID, f"/app/extensions/models/{NAME}").stdout.split()
            assert sorted(listed) == ["one-layer.bin", "one-layer.bin.json"], listed

        with tap.subtest("the transcriber of the Flatpak reads with it"):
            said = floor.session.top / "said.wav"
            floor.session.run("espeak-ng", "-v", "en-us", "-w", said, "This is Anna at Lakeside Motors.")
            sound = floor.session.run("sox", said, "-t", "raw", "-r", "16000", "-c", "1", "-e", "signed", "-b", "16", "-",
                                      text=False).stdout
            lines = flatpak("run", "--command=/app/libexec/ringback-transcribe", ID, "--kind", "whisper", "--model",
                            f"/app/extensions/models/{NAME}/one-layer.bin", input=sound, text=False).stdout.splitlines()
            words = [word for word in map(json.loads, lines) if "w" in word]
            tap.note(f"{len(words)} words")
            assert lines and all(0 <= word["t0"] <= word["t1"] and 0 <= word["p"] <= 1 for word in words), lines
            assert "engine" in json.loads(lines[-1]), lines[-1]
    finally:
        flatpak("uninstall", "-y", "--noninteractive", reference, check=False)
        flatpak("remote-delete", "--force", "model-test", check=False)

sys.exit(tap.done())
