# look.py: how the desktop looks to the program.
#
# Environment and two settings files, so that no settings daemon or portal is needed.
#
# SPDX-License-Identifier: GPL-3.0-or-later
import dataclasses
import pathlib


@dataclasses.dataclass
class Look:
    dark: bool = False
    high_contrast: bool = False
    text_scale: float = 1.0
    right_to_left: bool = False

    def environment(self):
        env = {
            "ADW_DISABLE_PORTAL": "1",
            "GDK_DEBUG": "no-portals",
            "ADW_DEBUG_COLOR_SCHEME": "prefer-dark" if self.dark else "default",
            "ADW_DEBUG_HIGH_CONTRAST": "1" if self.high_contrast else "0",
            "GSETTINGS_BACKEND": "keyfile",
            "GSK_RENDERER": "cairo",
        }
        if self.right_to_left:
            env["GTK_DEBUG"] = "invert-text-dir"
        return env

    def write(self, config_home):
        """No animations and no blinking cursor: pictures then repeat, and an idle window draws nothing."""
        folder = pathlib.Path(config_home, "gtk-4.0")
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "settings.ini").write_text(
            "[Settings]\ngtk-enable-animations=false\ngtk-cursor-blink=false\n", encoding="utf-8")
        folder = pathlib.Path(config_home, "glib-2.0/settings")
        folder.mkdir(parents=True, exist_ok=True)
        if not (folder / "keyfile").exists():
            (folder / "keyfile").write_text(
                "[org/gnome/desktop/interface]\n"
                f"text-scaling-factor={self.text_scale}\nenable-animations=false\ncursor-blink=false\n",
                encoding="utf-8")
