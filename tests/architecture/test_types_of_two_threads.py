"""Two threads may read the same type for the first time at once: the saving worker and the one of long tasks do."""

from __future__ import annotations

import subprocess
import sys

READ_AT_ONCE = """
import sys, threading
import msgspec

sys.setswitchinterval(1e-6)
for _ in range(50):
    inner = [msgspec.defstruct(f"In{i}", [(f"f{j}", tuple[str, ...], ()) for j in range(10)]) for i in range(10)]
    outer = msgspec.defstruct("Out", [(f"in{i}", tuple[type_, ...], ()) for i, type_ in enumerate(inner)])
    both_ready = threading.Barrier(2)
    read = []

    def run():
        both_ready.wait()
        read.append(msgspec.json.decode(b'{"in9": [{"f9": ["a"]}]}', type=outer).in9[0].f9)

    threads = [threading.Thread(target=run) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert read == [("a",), ("a",)], read
print("done")
"""


def test_a_type_is_never_seen_half_prepared() -> None:
    """msgspec 0.22 ended the program here, each time."""
    done = subprocess.run([sys.executable, "-c", READ_AT_ONCE], capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, done.stdout.strip(), done.stderr) == (0, "done", "")
