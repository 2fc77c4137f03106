# look.py: how the desktop looks to the program.
#
# Environment and two settings files, so that no settings daemon or portal is needed.
#
# SPDX-License-Identifier: GPL-3.0-or-later
import dataclasses
import pathlib

# Any name but "C"; what it holds is a copy of C.UTF-8.
LOCALE = "es_MX.UTF-8"


@dataclasses.dataclass
class Look:
    dark: bool = False
    high_contrast: bool = False
    text_scale: float = 1.0
    right_to_left: bool = False
    language: str = ""   # of the words, such as "es"; they come from where the build installs them

    def environment(self, config_home):
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
        if self.language:
            # With C.UTF-8 no words are translated at all, and few machines have another locale made.
            env.update(LANGUAGE=self.language, LC_ALL=LOCALE, LANG=LOCALE, LOCPATH=str(self._locales(config_home)))
        return env

    @staticmethod
    def _locales(config_home):
        return pathlib.Path(config_home, "locales")

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
        if self.language:
            folder = self._locales(config_home)
            folder.mkdir(parents=True, exist_ok=True)
            if not (folder / LOCALE).exists():
                (folder / LOCALE).symlink_to("/usr/lib/locale/C.utf8")
