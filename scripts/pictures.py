"""Take the pictures of docs/pictures from a running demo, at the size of a desk and of a phone.

.venv/bin/python scripts/pictures.py http://127.0.0.1:8000
"""

import os
import re
import shutil
import sys
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

FOLDER = Path(__file__).parents[1] / "docs" / "pictures"
DESK, PHONE = (1280, 900), (390, 844)
ENOUGH = 250_000  # bytes a picture


def enter(browser: Browser, home: str, username: str, language: str, size: tuple[int, int]) -> Page:
    """Somebody of the demo at a window of this size, in this language."""
    page = browser.new_page(viewport={"width": size[0], "height": size[1]}, locale=language, color_scheme="light")
    page.goto(f"{home}/demo/")
    page.locator(f"button[name=username][value={username}]").click()
    page.locator(f"form.languages button[value={language}]").click()
    page.wait_for_load_state("networkidle")
    return page


def a_family(page: Page, home: str) -> str:
    """A family file that has much to tell: the first case with high risk."""
    page.goto(f"{home}/cases/?risk=high")
    address = page.locator("main a.name").first.get_attribute("href")
    assert address, "the demo has no case with high risk"
    return home + address


def keep(page: Page, name: str) -> None:
    """Write the picture down, and say so when it has grown too big."""
    page.wait_for_load_state("networkidle")
    file = FOLDER / f"{name}.png"
    page.screenshot(path=file)
    size = file.stat().st_size
    print(f"{file.relative_to(FOLDER.parents[1])}: {size // 1000} kB")
    if size > ENOUGH:
        sys.exit(f"{file.name} is bigger than {ENOUGH // 1000} kB")


def main() -> None:
    home = (sys.argv[1:] or ["http://127.0.0.1:8000"])[0].rstrip("/")
    found = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    FOLDER.mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, chromium_sandbox=os.geteuid() != 0)
        keep(enter(browser, home, "gulnar", "kk", DESK), "my-day-kk")
        keep(enter(browser, home, "gulnar", "kk", PHONE), "my-day-kk-phone")
        page = enter(browser, home, "irina", "ru", DESK)
        page.goto(a_family(page, home))
        keep(page, "family-file-ru")
        page = enter(browser, home, "viktor", "ru", DESK)
        page.goto(f"{home}/cases/?state=closed")  # somebody long after prison has the longest line
        page.goto(home + str(page.locator("main a.name").first.get_attribute("href")) + "life-line/?period=5y")
        keep(page, "life-line-ru")
        page = enter(browser, home, "gulnar", "kk", PHONE)
        page.goto(a_family(page, home) + "assessment/risk_and_needs/")
        page.locator("tirek-form [data-step]").wait_for()
        page.get_by_role("button", name=re.compile("^Келесі")).click()
        keep(page, "assessment-kk-phone")
        browser.close()


if __name__ == "__main__":
    main()
