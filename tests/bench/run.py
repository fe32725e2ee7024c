"""The benchmark: `.venv/bin/python tests/bench/run.py [--json FILE] [--only NAME ...] [--quick]`.

Every row measures the program and the bare library in turn within one run, since machines differ and
are noisy; what holds is the ratio. The limits stand beside the figures.
"""

import argparse
import json
import os
import platform
import sys
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
HERE = Path(__file__).resolve().parent
for place in (HERE, HERE.parents[1]):
    if str(place) not in sys.path:
        sys.path.insert(0, str(place))

from measure import FULL, QUICK, Line, Sizes, table  # noqa: E402  the path is set above

Row = Callable[[Sizes], list[Line]]


def rows() -> dict[str, Row]:
    """Every row by its name, in the order of the table."""
    import disclosure_rows
    import file_rows
    import form_rows
    import list_rows
    import round_rows
    import sheet_rows
    import store_rows
    import window_rows

    return {
        "start": window_rows.start,
        "keep": store_rows.keep,
        "bulk": store_rows.bulk,
        "dashboard": list_rows.dashboard,
        "form": form_rows.sixty,
        "long_form": form_rows.long_form,
        "list": list_rows.long_list,
        "xlsx": file_rows.xlsx,
        "pdf": file_rows.pdf,
        "memory": window_rows.memory,
        "suppression": disclosure_rows.suppression,
        "verify": store_rows.verify,
        "caselist": round_rows.case_list,
        "draw": round_rows.draw,
        "share": round_rows.share_out,
        "xlsform": sheet_rows.xlsform,
    }


def main(words: list[str]) -> int:
    """Measure what was asked for; the table on the screen, the figures in the file."""
    every = rows()
    parser = argparse.ArgumentParser(description="Ours against the bare library, in one run.")
    parser.add_argument("--json", type=Path, help="write the figures to this file")
    parser.add_argument("--only", action="append", choices=list(every), help="only this row")
    parser.add_argument("--quick", action="store_true", help="small sizes: proves that it runs")
    asked = parser.parse_args(words)
    sizes = QUICK if asked.quick else FULL
    lines: list[Line] = []
    for name, row in every.items():
        if asked.only and name not in asked.only:
            continue
        found = row(sizes)
        lines += found
        sys.stdout.write(f"{table(found)}\n\n")
        sys.stdout.flush()
    if asked.json:
        known = {"python": platform.python_version(), "cpus": os.cpu_count(), "quick": asked.quick}
        told = {**known, "rows": [line.plain() for line in lines]}
        asked.json.write_text(json.dumps(told, indent=1, ensure_ascii=False), "utf-8")
    sys.stdout.write(f"{table(lines)}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
