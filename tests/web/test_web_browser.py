"""Every page in a real browser, with the outside refused: no console error, names for all controls, contrast, no sideways scrolling.

What the browser computed is asked for through its debugging protocol, so no script runs in the pages.
"""

import re
import shutil
import socket
import threading
import time
from datetime import date

import pytest
import uvicorn
from conftest import remember
from small_press import ALIGNMENTS, KEYS, OFFER, STORIES

from dragoman.store import Ledger
from dragoman.web import app
from dragoman.web.render import static

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed: no browser tests")
needs_chromium = pytest.mark.skipif(CHROMIUM is None, reason="no system Chromium: apt-get install chromium runs the browser tests")
ARGS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]
PAGES = [
    "/",
    "/timeline",
    "/map",
    "/system?day=2022-01-31",
    "/respond?state=KAZ&need=troops&on=2022-01-05",
    "/actors",
    "/commitments",
    "/claims",
    "/search?q=Kazakhstan",
    "/failures",
    f"/story/{STORIES[0].key}",
    f"/article/{KEYS['en']}?show=events,claims,mentions,places,times&at={OFFER.key}#{OFFER.key}",
    f"/article/{KEYS['hostile']}",
    f"/article/{KEYS['ar']}",
    "/actor/KAZ",
    "/dyad/KAZ/TUR",
    "/commitment/co-offer",
    "/nothing",
    "/changes?from=2022-01-01&to=2022-01-31",
    "/changes?clock=press&from=2022-01-11&to=2022-01-12",
    "/?known-by=2022-01-12&since=2022-01-01",
    "/search?q=哈萨克斯坦",
    "/respond",
    "/codebook",
    "/codebook?lang=tr",
    "/?lang=ru",
    "/system?day=2022-01-31&lang=kk",
    "/?lang=en",
]
# Roles that a reader must be told the name of.
NAMED = {"link", "button", "textbox", "searchbox", "combobox", "image", "img", "navigation", "ComboBoxMenuButton", "DateTime"}


@pytest.fixture(scope="module")
def address(store):
    # Made beforehand: a page that is still being made asks again by itself, which would break off the next visit on a slow machine.
    for day in (date(2022, 1, 11), date(2022, 1, 12)):
        remember(store, day)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = uvicorn.Server(uvicorn.Config(app(store, judge=Ledger(store), recall=remember), port=port, log_level="error"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.05)
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join(5)


@pytest.fixture(scope="module")
def browser():
    with playwright.sync_playwright() as runner:
        opened = runner.chromium.launch(executable_path=CHROMIUM, args=ARGS)
        yield opened
        opened.close()


class Visit:
    """A page that was opened, what it complained of, and what it asked of others."""

    def __init__(self, browser, address, **given):
        self.said, self.outside = [], []
        self.context = browser.new_context(**given)
        # A machine that does much else is slow, not wrong.
        self.context.set_default_timeout(180_000)
        self.page = self.context.new_page()
        self.page.on("console", lambda message: self.said.append(message.text))
        self.page.on("pageerror", lambda error: self.said.append(str(error)))
        self.page.on("dialog", lambda dialog: self.said.append(dialog.message))
        self.page.route("**/*", self._gate(address))

    def _gate(self, address):
        def gate(route):
            if route.request.url.startswith(address):
                route.continue_()
            else:
                self.outside.append(route.request.url)
                route.abort()

        return gate

    def open(self, address, path):
        self.said.clear()
        status = self.page.goto(address + path).status
        # The browser itself notes a page that is not there.
        return [text for text in self.said if not (status == 404 and "404" in text)]


@pytest.fixture(params=["light", "dark"])
def wide(request, browser, address):
    visit = Visit(browser, address, viewport={"width": 1280, "height": 900}, color_scheme=request.param)
    yield visit
    visit.context.close()


@pytest.fixture
def narrow(browser, address):
    visit = Visit(browser, address, viewport={"width": 390, "height": 844}, has_touch=True)
    yield visit
    visit.context.close()


@needs_chromium
def test_pages_are_quiet_named_and_readable(wide, address):
    """No page complains or asks others; every control has a name; text can be told from what it stands on."""
    session = wide.context.new_cdp_session(wide.page)
    for path in PAGES:
        assert wide.open(address, path) == [], path
        assert "owned" not in wide.page.title()
        assert nameless(session) == [], path
        faint = [(round(ratio, 2), text) for ratio, text in contrasts(session) if ratio < 4.5]
        assert faint == [], path
    assert wide.outside == []


@needs_chromium
def test_nothing_scrolls_sideways_on_a_phone(narrow, address):
    session = narrow.context.new_cdp_session(narrow.page)
    for path in PAGES:
        assert narrow.open(address, path) == [], path
        width = session.send("Page.getLayoutMetrics")["cssContentSize"]["width"]
        assert width <= 390, (path, width)
        shown = [drawing for drawing in narrow.page.locator("figure svg").all() if drawing.is_visible()]
        assert all(drawing.bounding_box()["width"] <= 390 for drawing in shown), path


@needs_chromium
def test_the_keyboard_reaches_the_text_first(wide, address):
    wide.open(address, "/timeline")
    wide.page.keyboard.press("Tab")
    assert wide.page.locator(":focus").inner_text() == "Skip to content"
    wide.page.keyboard.press("Enter")
    assert wide.page.url.endswith("#main")


@needs_chromium
def test_a_deep_link_opens_where_it_points(wide, address):
    wide.open(address, f"/article/{KEYS['en']}?at={OFFER.key}#{OFFER.key}")
    assert wide.page.locator(".m-at").first.is_visible()
    assert wide.page.locator("p.note.here").is_visible()


@needs_chromium
def test_filters_work_without_scripts(browser, address):
    visit = Visit(browser, address, java_script_enabled=False)
    visit.open(address, "/timeline")
    visit.page.select_option("#f-type", "AID")
    visit.page.get_by_role("button", name="Show").click()
    assert "type=AID" in visit.page.url
    assert visit.page.locator(".lines > li").count() == 1
    visit.context.close()


@needs_chromium
def test_a_merge_is_undone_on_the_page(browser, store, address):
    """The form is filled in as a person would, by the keyboard’s names; what it records is listed, and can be taken back."""
    visit = Visit(browser, address, java_script_enabled=False)
    assert visit.open(address, f"/story/{STORIES[0].key}") == []
    form = visit.page.get_by_role("form", name="Undo the merge")
    form.get_by_label("Your name").fill("Aigerim")
    form.get_by_label("Why").fill("<b>another day</b>")
    form.get_by_role("button", name="Part them").click()
    assert visit.page.url.endswith(f"/story/{STORIES[0].key}#h-judge")
    told = visit.page.get_by_role("list", name="Verdicts").inner_text()
    assert "different, by Aigerim" in told
    assert "<b>another day</b>" in told
    form.get_by_role("button", name="They are one").click()
    assert [(one.same, bool(one.closed)) for one in Ledger(store).verdicts()[-2:]] == [(False, True), (True, False)]
    visit.context.close()


@needs_chromium
def test_a_link_into_closed_figures_opens_them(wide, address):
    wide.open(address, f"/actor/KAZ#{ALIGNMENTS[0].key}")
    assert wide.page.locator(f"#{ALIGNMENTS[0].key}").is_visible()


def nameless(session):
    """Controls and pictures that a reader is told no name of."""
    nodes = session.send("Accessibility.getFullAXTree")["nodes"]
    shown = [node for node in nodes if not node.get("ignored") and node.get("role", {}).get("value") in NAMED]
    return [node["role"]["value"] for node in shown if not node.get("name", {}).get("value", "").strip()]


def contrasts(session):
    """The contrast of every text of the page with the backgrounds that lie under it; drawings and form fields aside."""
    shot = session.send("DOMSnapshot.captureSnapshot", {"computedStyles": ["color", "background-color"]})
    strings, document = shot["strings"], shot["documents"][0]
    layout, nodes = document["layout"], document["nodes"]
    grounds = {
        node: colour(strings[styles[1]]) for node, styles in zip(layout["nodeIndex"], layout["styles"], strict=True) if len(styles) > 1
    }
    for place, node in enumerate(layout["nodeIndex"]):
        text = layout["text"][place]
        if text < 0 or not strings[text].strip() or drawn(node, nodes, strings) or tiny(layout["bounds"][place]):
            continue
        yield contrast(colour(strings[layout["styles"][place][0]]), ground(node, nodes, grounds)), strings[text][:40]


def ground(node, nodes, grounds):
    """What a text stands on: the backgrounds of all it stands in, blended from the top down."""
    red, green, blue, left = 0.0, 0.0, 0.0, 1.0
    while node >= 0 and left > 0.001:
        *rgb, alpha = grounds.get(node, (0, 0, 0, 0))
        red, green, blue = (value + left * alpha * part for value, part in zip((red, green, blue), rgb, strict=True))
        left *= 1 - alpha
        node = nodes["parentIndex"][node]
    return red + left * 255, green + left * 255, blue + left * 255


def drawn(node, nodes, strings):
    """Whether a node stands inside a drawing, whose colours are not backgrounds to the browser."""
    while node >= 0:
        if strings[nodes["nodeName"][node]].lower() in ("svg", "select", "input"):
            return True
        node = nodes["parentIndex"][node]
    return False


def tiny(bounds):
    """Words for screen readers alone take no room."""
    return bounds[2] <= 1 or bounds[3] <= 1


def colour(text):
    """Red, green, blue up to 255, and alpha up to 1."""
    if text.startswith("#"):
        return (*(int(text[at : at + 2], 16) for at in (1, 3, 5)), 1.0)
    red, green, blue, *alpha = (float(part) for part in re.findall(r"[\d.]+", text))
    return red, green, blue, alpha[0] if alpha else 1.0


def luminance(rgb):
    parts = [value / 255 for value in rgb[:3]]
    linear = [value / 12.92 if value <= 0.03928 else ((value + 0.055) / 1.055) ** 2.4 for value in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one, other):
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
def test_the_sheets_colours_keep_their_distance(scheme):
    root = static("dragoman.css").decode().split(":root {")[1 + scheme].partition("}")[0]
    named = {name: colour(value) for name, value in re.findall(r"--([\w-]+): (#[0-9a-f]{6})", root)}
    for text in ("ink", "faint", "accent"):
        for ground in ("paper", "card"):
            assert contrast(named[text], named[ground]) >= 4.5, (text, ground)
    for mark in ("mat-coop", "verb-coop", "verb-conf", "mat-conf", "s1", "s2", "s3", "s4", "s5", "s6"):
        assert contrast(named[mark], named["paper"]) >= 3, mark
    assert contrast(named["ink"], named["land"]) >= 4.5
    assert contrast(named["faint"], named["sea"]) >= 4.5
