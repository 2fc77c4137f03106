# sound.py: a sound server of the session's own, with a microphone one can speak
# into and a loudspeaker one can listen to.
#
#   speaker   the default output; its monitor is what a person would hear
#   micfeed   what is played into it comes out of the microphone
#   mic       the default input: micfeed's monitor, dressed up as a microphone
#
# SPDX-License-Identifier: GPL-3.0-or-later
import array
import math
import os
import wave

from .wait import wait_for

MIC_NAME = "Test Microphone"


class Sound:
    def __init__(self, session):
        self.session = session
        self.modules = {}
        self.server = None

    def start(self, microphone=True):
        self.server = self.session.spawn(
            ["pulseaudio", "-n", "--daemonize=no", "--exit-idle-time=-1", "--use-pid-file=no", "--disable-shm=yes",
             "-L", "module-native-protocol-unix", "-L", "module-rescue-streams", "-L", "module-always-sink"])
        wait_for("the sound server", lambda: self.session.run("pactl", "info", check=False).returncode == 0)
        self._load("speaker", "module-null-sink", "sink_name=speaker", "rate=48000",
                   "sink_properties=device.description='Test\\ Speaker'")
        self._pactl("set-default-sink", "speaker")
        if microphone:
            self.plug_microphone()
        return self

    def furnish(self):
        """A room that can be heard once a microphone is plugged in."""
        if "micfeed" not in self.modules:
            self._load("micfeed", "module-null-sink", "sink_name=micfeed", "rate=48000", "channels=1",
                       "sink_properties=device.description=Feed")

    def plug_microphone(self, name=MIC_NAME):
        self.furnish()
        self._load("mic", "module-remap-source", "source_name=mic", "master=micfeed.monitor",
                   f"source_properties=device.description='{name.replace(' ', chr(92) + ' ')}'")
        self._pactl("set-default-source", "mic")

    def unplug_microphone(self):
        """Pull the plug, also in the middle of a recording."""
        for name in ("mic", "micfeed"):
            self._pactl("unload-module", self.modules.pop(name))

    def _pactl(self, *arguments):
        return self.session.run("pactl", *arguments).stdout

    def _load(self, name, *arguments):
        self.modules[name] = self._pactl("load-module", *arguments).strip()
        kind = "sinks" if "sink" in arguments[0] else "sources"
        wait_for(name, lambda: f"\t{name}\t" in self._pactl("list", "short", kind))

    def recorders(self):
        """How many programs record from the microphone now."""
        outputs = self._pactl("list", "short", "source-outputs").splitlines()
        return sum(1 for line in outputs if line.split("\t")[2] != "-")

    def players(self):
        """How many programs play now."""
        return sum(1 for line in self._pactl("list", "short", "sink-inputs").splitlines() if line.split("\t")[2] != "-")

    # Speaking and listening

    def voice(self, words, path):
        """Synthesise words into a file, with the pauses that a person makes."""
        self.session.run("espeak-ng", "-v", "en-us", "-s", "150", "-w", path, words)
        return path

    def noise(self, path, level, seconds=60):
        """A room full of noise, at so many dBFS."""
        self.session.run("sox", "-n", "-r", "48000", "-c", "1", "-b", "16", path, "synth", str(seconds), "whitenoise",
                         "vol", "0.5", "norm", str(level))
        return path

    def speak(self, path):
        """Say a file into the microphone, to its end."""
        self.session.run("paplay", "--device=micfeed", path)

    def start_speaking(self, path):
        return self.session.spawn(["paplay", "--device=micfeed", path])

    def listen(self, path, device="speaker.monitor"):
        """Keep what the loudspeaker plays, until stop() is called on the result."""
        return Ear(self.session, path, device)


class Ear:
    RATE = 16000

    def __init__(self, session, path, device):
        self.session = session
        self.path = os.fspath(path)
        # A short latency, or the server hands over in blocks of two seconds.
        self.process = session.spawn(["parec", f"--device={device}", "--file-format=wav", f"--rate={self.RATE}",
                                      "--channels=1", "--latency-msec=20", self.path])
        self._wait_for_more(0.1)

    def _size(self):
        return os.path.getsize(self.path) if os.path.exists(self.path) else 0

    def _wait_for_more(self, seconds):
        wanted = self._size() + int(seconds * self.RATE * 2)
        wait_for("the ear to hear", lambda: self._size() >= wanted)

    def stop(self):
        """Hear what is still on its way, then stop; the path of the recording."""
        self._wait_for_more(0.5)
        self.session.stop(self.process)
        return self.path


# Judging

RATE = 8000
STEP = RATE // 50   # 20 ms


def samples(session, path):
    """Any audio file as 8 kHz mono samples."""
    plain = session.top / "decoded.wav"
    session.run("gst-launch-1.0", "-q", "filesrc", f"location={path}", "!", "decodebin", "!", "audioconvert", "!",
                "audioresample", "!", f"audio/x-raw,format=S16LE,rate={RATE},channels=1", "!", "wavenc", "!",
                "filesink", f"location={plain}")
    with wave.open(str(plain)) as file:
        return array.array("h", file.readframes(file.getnframes()))


def seconds(session, path):
    return len(samples(session, path)) / RATE


def _loudness(values):
    return [math.sqrt(sum(x * x for x in values[i:i + STEP]) / STEP) for i in range(0, len(values) - STEP + 1, STEP)]


def likeness(session, reference, recording):
    """How well the recording contains the reference: the best correlation of the two curves of
    loudness. The same speech is above 0.9, other speech below 0.6, silence 0."""
    wanted = _loudness(samples(session, reference))
    heard = _loudness(samples(session, recording))
    if not wanted or not heard:
        return 0.0
    mean = sum(wanted) / len(wanted)
    wanted = [x - mean for x in wanted]
    norm = math.sqrt(sum(x * x for x in wanted))
    heard = [0.0] * 25 + heard + [0.0] * max(25, len(wanted) - len(heard) + 25)
    best = 0.0
    for shift in range(len(heard) - len(wanted) + 1):
        part = heard[shift:shift + len(wanted)]
        mean = sum(part) / len(part)
        other = math.sqrt(sum((x - mean) ** 2 for x in part))
        if other > 0 and norm > 0:
            best = max(best, sum(a * (b - mean) for a, b in zip(wanted, part)) / (norm * other))
    return best
