"""What axe-core finds wrong with the page that a browser shows: contrast, names, landmarks, order of headings."""

from importlib.resources import files
from typing import Any

RUN = """
const done = arguments[arguments.length - 1];
axe.run(document, {preload: false, iframes: false, resultTypes: ['violations']})
   .then(result => done(result.violations), error => done(String(error)));
"""
"""Nothing is fetched; a frame is asked by itself, once the driver has switched to it."""


def violations(driver: Any) -> list[str]:
    """One line an element: the rule, what it asks, where, and the element; empty where nothing is wrong."""
    if not driver.execute_script("return Boolean(window.axe)"):
        driver.execute_script((files("axe_core_python") / "axe.min.js").read_text(encoding="utf-8"))
    driver.set_script_timeout(120)
    found = driver.execute_async_script(RUN)
    if isinstance(found, str):
        raise TypeError(f"axe-core did not finish: {found}")
    return [
        f"{rule['id']}: {rule['help']}: {' '.join(map(str, node['target']))}: {node['html'][:120]}"
        for rule in found
        for node in rule["nodes"]
    ]
