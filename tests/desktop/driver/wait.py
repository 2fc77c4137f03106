# wait.py: waiting for what is to happen, never for time to pass.
#
# SPDX-License-Identifier: GPL-3.0-or-later
import time

# A loaded machine is slow, not broken: every wait ends as soon as its condition holds.
PATIENCE = 20.0


def wait_for(what, probe, timeout=PATIENCE, step=0.03):
    """Ask probe() until it answers with something true, and return that."""
    end = time.monotonic() + timeout
    while True:
        value = probe()
        if value:
            return value
        if time.monotonic() > end:
            raise TimeoutError(f"waited {timeout:g} s in vain for {what() if callable(what) else what}")
        time.sleep(step)
