"""Every instrument filled 2,000 times at random, by our evaluator and by the engine of ODK Web Forms.

make bench NAME=odk                 make bench NAME=odk FILLS=200
"""

import os
import sys
import time
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from tests.forms.fills import instrument_files
from tests.forms.odk import KNOWN, compared, deviation

FILLS = int(os.environ.get("FILLS", "2000"))


def main() -> None:
    begun = time.perf_counter()
    fills, found = compared(FILLS)
    print(f"{len(instrument_files())} instruments, {fills} fills, {time.perf_counter() - begun:.0f} s")
    told = Counter(deviation(one) for one in found)
    unknown = [one for one in found if not deviation(one)]
    for name, words in KNOWN.items():
        print(f"known, {told[name]} times: {words}")
    print(f"not known: {len(unknown)}")
    for one in unknown[:20]:
        print(" ", one)
    sys.exit(bool(unknown))


if __name__ == "__main__":
    main()
