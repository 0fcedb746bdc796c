# SPDX-License-Identifier: Apache-2.0
"""The dashboard as its readers use it, in a real browser over the real program."""

import os
import re
import shutil
import unittest

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect, sync_playwright

from demo import Demo

VIEWS = ["#/", "#/explore?kpi=web.bounce_rate&window=1h", "#/lists", "#/alerts", "#/pipeline"]
PATIENCE_MS = 60_000
QUESTIONS = {
    "now": "explore", "leaks": "lists", "mail": "explore", "targets": "alerts", "reach": "explore",
    "retention": "explore", "buyers": "explore", "late": "pipeline", "rejected": "pipeline", "pace": "pipeline",
}


class Dashboard(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.demo = Demo()
        cls.playwright = sync_playwright().start()
        cls.browser = cls.playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox"]
        )

    @classmethod
    def tearDownClass(cls):
        cls.browser.close()
        cls.playwright.stop()
        status = cls.demo.stop()
        assert status == 0, f"the demo ended with {status}"

    def open(self, view="#/", **options):
        context = self.browser.new_context(**options)
        self.addCleanup(context.close)
        page = context.new_page()
        page.set_default_timeout(PATIENCE_MS)
        self.complaints = []
        page.on("console", lambda line: line.type in ("error", "warning") and self.complaints.append(line.text))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("request", lambda request: self.check_address(request.url))
        page.goto(f"{self.demo.address}/{view}")
        page.wait_for_selector(".view")
        return page

    def check_address(self, address):
        if not address.startswith(self.demo.address):
            self.complaints.append(f"asked elsewhere: {address}")

    def test_every_view_loads_without_complaints(self):
        for view in VIEWS:
            with self.subTest(view):
                page = self.open(view)
                page.wait_for_timeout(1_500)
                self.assertEqual(self.complaints, [])

    def test_each_question_is_answered(self):
        page = self.open()
        for name, view in QUESTIONS.items():
            with self.subTest(name):
                card = page.locator(f"[data-answer={name}]")
                expect(card).to_be_visible(timeout=PATIENCE_MS)
                # What has just begun may have nothing to say for a moment.
                expect(card.locator(".big")).not_to_have_text(re.compile("^(|–|undefined|NaN)$"), timeout=PATIENCE_MS)
                card.click()
                page.wait_for_function("name => location.hash.startsWith('#/' + name)", arg=view)
                page.go_back()

    def test_numbers_are_those_of_the_interface(self):
        page = self.open()
        page.get_by_role("button", name="day", exact=True).click()
        compared = 0
        for kpi in self.demo.ask("kpis")["kpis"]:
            latest = {one["window"]: one for one in kpi["latest"]}.get("1d", {})
            if kpi["kind"] != "value" or "final" not in latest:
                continue
            wanted = page.evaluate(
                "async ([value, unit]) => (await import('./format.js')).value(value, unit)",
                [latest["final"]["value"], kpi["unit"]],
            )
            tile = page.locator(f"[data-kpi='{kpi['id']}'][data-window='1d'] .value")
            expect(tile).to_contain_text(wanted)
            compared += 1
        self.assertGreater(compared, 10)

    def test_values_move_by_themselves(self):
        page = self.open()
        for place in ["#freshness", "[data-kpi='web.pageviews']"]:
            before = page.locator(place).inner_text()
            page.wait_for_function(
                "([place, text]) => document.querySelector(place).innerText !== text", arg=[place, before]
            )

    def test_a_daemon_that_is_gone_is_told(self):
        demo = Demo()
        try:
            context = self.browser.new_context()
            self.addCleanup(context.close)
            page = context.new_page()
            page.goto(demo.address)
            expect(page.locator("#freshness")).to_contain_text("live", timeout=PATIENCE_MS)
        finally:
            self.assertEqual(demo.stop(), 0)
        expect(page.locator("#freshness")).to_contain_text("connection lost", timeout=PATIENCE_MS)

    def test_a_token_is_asked_for_and_kept_for_the_tab(self):
        context = self.browser.new_context()
        self.addCleanup(context.close)
        taken = ["Bearer right"]

        def guard(route):
            if route.request.headers.get("authorization") in taken:
                return route.continue_()
            return route.fulfill(status=401, json={"detail": "This token is not known."})

        context.route("**/api/v1/**", guard)
        page = context.new_page()
        page.goto(self.demo.address)
        box = page.get_by_label("Token")
        expect(box).to_be_focused(timeout=PATIENCE_MS)
        found = Axe().run(page).response["violations"]
        self.assertEqual([problem["id"] for problem in found], [])
        page.keyboard.type("wrong")
        page.keyboard.press("Enter")
        expect(page.get_by_role("alert")).to_have_text("This token is not known.")
        page.get_by_label("Token").fill("right")
        page.get_by_role("button", name="Show the dashboard").click()
        expect(page.locator(".view")).to_be_visible(timeout=PATIENCE_MS)
        expect(page.locator("#freshness")).to_contain_text("live", timeout=PATIENCE_MS)
        page.reload()
        expect(page.locator(".view")).to_be_visible(timeout=PATIENCE_MS)
        # Another tab has its own.
        other = context.new_page()
        other.goto(self.demo.address)
        expect(other.get_by_label("Token")).to_be_visible(timeout=PATIENCE_MS)

    def test_a_token_that_is_not_taken_any_more_is_asked_for_and_not_clicked_away(self):
        context = self.browser.new_context()
        self.addCleanup(context.close)
        refused = []

        def guard(route):
            if refused:
                return route.fulfill(status=401, json={"detail": "This token is not known."})
            return route.continue_()

        # The first stream ends at once: the next one is asked for with a token that has gone.
        context.route("**/api/v1/**", guard)
        context.route("**/api/v1/stream", lambda route: route.fulfill(
            status=401 if refused else 200, content_type="text/event-stream", body=""))
        page = context.new_page()
        page.goto(self.demo.address)
        expect(page.locator(".view")).to_be_visible(timeout=PATIENCE_MS)
        refused.append(True)
        expect(page.get_by_label("Token")).to_be_visible(timeout=PATIENCE_MS)
        page.locator("nav a").last.click()
        page.wait_for_timeout(1_500)
        expect(page.get_by_label("Token")).to_be_visible()
        expect(page.locator("#freshness")).to_contain_text("a token is needed")
        refused.clear()
        page.get_by_label("Token").fill("right")
        page.get_by_role("button", name="Show the dashboard").click()
        expect(page.locator(".view")).to_be_visible(timeout=PATIENCE_MS)

    def test_a_series_is_explored_by_keyboard_alone(self):
        page = self.open()
        tile = page.locator("[data-kpi='web.bounce_rate']")
        tile.focus()
        page.keyboard.press("Enter")
        expect(page.get_by_role("heading", name="Web: Bounce rate")).to_be_visible()
        expect(page.locator(".surface canvas").first).to_be_visible()
        page.get_by_role("combobox", name="Window").select_option("1h")
        page.wait_for_function("() => location.hash.includes('window=1h')")
        expect(page.locator("tbody tr").first).to_be_visible()

    def test_dimensions_are_told_apart(self):
        page = self.open("#/explore?kpi=web.visits&window=1h&by=country")
        answer = self.demo.ask("kpis/web.visits?window=1h&by=country&series=200")
        names = {series["dims"]["country"] for series in answer["series"]}
        expect(page.locator("tbody tr")).to_have_count(len(names))
        self.assertGreater(page.locator(".legend .key").count(), 2)

    def test_alerts_on_inputs_tell_what_is_off_with_the_inputs(self):
        rules = [
            ({"lag": 100000, "for": "1m"}, 250000, "inputs: more than 100,000 records behind for 1m", "250,000"),
            ({"rejects": 0.01, "for": "5m"}, 0.125, "inputs: more than 1.00 % rejected for 5m", "12.5 %"),
            ({"stale": "15m", "for": "1m"}, 1200, "inputs: watermark more than 15m behind for 1m", "20 min 0 s"),
        ]

        def answer(route):
            alerts = [{
                "v": 1, "name": f"input-{number}", "status": "firing", "severity": "breach", "kpi": None, "dims": {},
                "window": None, "value": value, "target": None, "rule": rule, "since": 1748854800000,
            } for number, (rule, value, _, _) in enumerate(rules)]
            route.fulfill(json={"alerts": alerts, "history": alerts, "changes": 3, "dropped": 0})

        context = self.browser.new_context(locale="en-US")
        self.addCleanup(context.close)
        context.route("**/api/v1/alerts", answer)
        page = context.new_page()
        page.goto(f"{self.demo.address}/#/alerts")
        for number, (_, _, words, value) in enumerate(rules):
            rows = page.locator("tr", has_text=f"input-{number}")
            expect(rows).to_have_count(2, timeout=PATIENCE_MS)
            for row in rows.all():
                expect(row).to_contain_text(words)
                expect(row).to_contain_text(value)
                expect(row.get_by_text("all", exact=True)).to_have_count(0)

    def test_names_from_outside_stay_text(self):
        name = "<img src=x onerror=\"document.title='broken'\">&\n'"

        def poison(route):
            answer = route.fetch()
            content = answer.json()
            for kpi in content["kpis"]:
                for latest in kpi["latest"]:
                    for reading in ("final", "live"):
                        for entry in latest.get(reading, {}).get("top", []):
                            entry["value"] = name
            route.fulfill(response=answer, json=content)

        context = self.browser.new_context()
        self.addCleanup(context.close)
        page = context.new_page()
        page.route("**/api/v1/kpis", poison)
        page.route("**/api/v1/stream*", lambda route: route.abort())
        page.goto(f"{self.demo.address}/#/lists")
        expect(page.locator(".list .name").first).to_have_text(name, timeout=PATIENCE_MS)
        self.assertEqual(page.locator("main img").count(), 0)
        self.assertNotIn("broken", page.title())

    def test_the_page_is_accessible(self):
        for scheme in ("light", "dark"):
            for view in VIEWS:
                with self.subTest(f"{scheme} {view}"):
                    # The checker brings its script along, which the page itself would forbid.
                    page = self.open(view, color_scheme=scheme, bypass_csp=True)
                    page.wait_for_timeout(1_500)
                    found = Axe().run(page).response["violations"]
                    self.assertEqual([(one["id"], one["nodes"][0]["target"]) for one in found], [])

    def test_nothing_is_wider_than_a_telephone(self):
        for view in VIEWS:
            with self.subTest(view):
                page = self.open(view, viewport={"width": 390, "height": 844})
                page.wait_for_timeout(1_000)
                self.assertLessEqual(page.evaluate("() => document.documentElement.scrollWidth"), 390)

    @unittest.skipUnless("SCREENSHOTS" in os.environ, "only with --screenshots")
    def test_screenshots(self):
        for scheme in ("light", "dark"):
            for width in (1440, 820, 390):
                for view in VIEWS:
                    page = self.open(view, color_scheme=scheme, viewport={"width": width, "height": 900})
                    page.wait_for_timeout(2_500)
                    name = view.removeprefix("#/").split("?")[0] or "overview"
                    page.screenshot(path=f"{os.environ['SCREENSHOTS']}/{name}-{scheme}-{width}.png", full_page=width == 390)


if __name__ == "__main__":
    unittest.main()
