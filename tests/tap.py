# tap.py: how the Python tests report. One call of check() or subtest() is one
# line of TAP, so what is counted is what was proved.
#
# SPDX-License-Identifier: GPL-3.0-or-later
import contextlib
import sys
import traceback


class Tap:
    def __init__(self):
        self.number = 0
        self.failed = 0

    def note(self, *lines):
        for line in lines:
            for part in str(line).splitlines() or [""]:
                print(f"# {part}", flush=True)

    def check(self, name, good, *reasons):
        """One subtest: good or not, with the reasons printed when it is not."""
        self.number += 1
        print(f"{'ok' if good else 'not ok'} {self.number} {name}", flush=True)
        if not good:
            self.failed += 1
            self.note(*reasons)
            for reason in reasons:
                print(f"{name}: {reason}", file=sys.stderr, flush=True)
        return good

    def skip(self, name, reason):
        self.number += 1
        print(f"ok {self.number} {name} # SKIP {reason}", flush=True)

    @contextlib.contextmanager
    def subtest(self, name, on_failure=None):
        """A block that passes unless it raises; on_failure may add what was seen then."""
        try:
            yield
        except Exception as error:  # pylint: disable=broad-except
            reasons = [f"{type(error).__name__}: {error}", traceback.format_exc()]
            if on_failure is not None:
                try:
                    reasons.append(on_failure())
                except Exception as second:  # pylint: disable=broad-except
                    reasons.append(f"(nothing more to be seen: {second})")
            self.check(name, False, *reasons)
        else:
            self.check(name, True)

    def done(self):
        """Print the plan and give the exit code. A test that proved nothing has failed."""
        print(f"1..{self.number}", flush=True)
        return 1 if self.failed or not self.number else 0
