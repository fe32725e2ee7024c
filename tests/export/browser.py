"""Asks a browser about a page: what axe-core finds, and what does not fit a narrow window."""

import html
import json
import re
import subprocess
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

_CSP = re.compile(r'<meta http-equiv="Content-Security-Policy"[^>]*>')
_TOLD = re.compile(r'<pre id="told">(.*?)</pre>', re.DOTALL)
_ASK = """
const outside = [...document.body.querySelectorAll('*')].filter(one => !one.closest('.wide') &&
  !one.closest('.skip') && one.getBoundingClientRect().right > innerWidth + 1)
  .map(one => one.tagName + '.' + one.className);
const small = [...document.querySelectorAll('a, summary')].filter(one => !one.closest('.skip') &&
  (one.getBoundingClientRect().height < 24 || one.getBoundingClientRect().width < 24)).map(one => one.outerHTML);
axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']})
  .then(found => {
    const told = document.createElement('pre');
    told.id = 'told';
    told.textContent = JSON.stringify({
      wide: document.documentElement.scrollWidth, window: innerWidth, outside, small,
      rules: found.passes.length,
      violations: found.violations.map(one => one.id + ': ' + one.nodes[0].html),
    });
    parent.document.body.append(told);
  });
"""


@dataclass(frozen=True, slots=True)
class Told:
    """What the browser says of a page."""

    wide: int
    window: int
    outside: tuple[str, ...]
    small: tuple[str, ...]
    rules: int
    violations: tuple[str, ...]


def _axe() -> str:
    found = find_spec("axe_playwright_python")
    assert found is not None
    assert found.origin is not None
    return (Path(found.origin).parent / "axe.min.js").read_text(encoding="utf-8")


def ask(page: str, folder: Path, *widths: int) -> tuple[Told, ...]:
    """Open a copy of the page that may run a script, and read what the script wrote.

    The page stands in a frame of each width, because no window of the browser is as narrow as a telephone.
    """
    script = f"<script>{_axe()}</script><script>{_ASK}</script></body>"
    inner = html.escape(_CSP.sub("", page).replace("</body>", script))
    frames = "".join(
        f'<iframe title="{at}" style="border:0;width:{at}px;height:900px" srcdoc="{inner}"></iframe>'
        for at in widths
    )
    copy = folder / "asked.html"
    copy.write_text(f"<!DOCTYPE html><meta charset='utf-8'><body>{frames}", encoding="utf-8")
    done = subprocess.run(
        [
            "chromium", "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic",
            "--no-first-run", "--disable-background-networking", "--disable-component-update",
            "--disable-sync", "--hide-scrollbars", f"--user-data-dir={folder / 'profile'}",
            "--window-size=1400,900", "--virtual-time-budget=15000", "--dump-dom", copy.as_uri(),
        ],
        capture_output=True, text=True, timeout=120, check=True,
    )  # fmt: skip
    read = [json.loads(html.unescape(told)) for told in _TOLD.findall(done.stdout)]
    found = [
        Told(**{n: tuple(v) if isinstance(v, list) else v for n, v in t.items()}) for t in read
    ]
    return tuple(sorted(found, key=lambda told: widths.index(told.window)))
