// SPDX-License-Identifier: Apache-2.0
// The page's composition: which view the address names, and who is told of what.

import { element } from "./dom.js";
import { Feed } from "./feed.js";
import * as format from "./format.js";
import { overview } from "./overview.js";
import { explore } from "./explore.js";
import { lists } from "./lists.js";
import { alerts } from "./alerts.js";
import { pipeline } from "./pipeline.js";
import { TokenNeeded, askForToken } from "./token.js";

const views = { "": overview, explore, lists, alerts, pipeline };
const redrawMs = 1_000;
const lateMs = 180_000;

const feed = new Feed();
const main = document.getElementById("main");
let current = null;
let isDirty = false;
let isAsking = false;

/** The view and its parameters: `#/explore?kpi=web.visits`. */
function address() {
  const [name, query] = location.hash.replace(/^#\/?/, "").split("?");
  return { name: name in views ? name : "", parameters: new URLSearchParams(query) };
}

function open() {
  // The form stays until there is a token: behind it no view would get an answer.
  if (isAsking) return;
  const { name, parameters } = address();
  current?.close?.();
  for (const link of document.querySelectorAll("nav a")) {
    const isHere = link.getAttribute("href") === `#/${name}`;
    if (isHere) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
  const root = element("div", { class: ["view", `view-${name || "overview"}`] });
  main.replaceChildren(root);
  current = views[name](root, feed, parameters);
}

function showFreshness() {
  const place = document.getElementById("freshness");
  const { status, watermark } = feed;
  let [state, text] = ["good", "live"];
  if (isAsking) [state, text] = ["bad", "a token is needed"];
  else if (!feed.isConnected) [state, text] = ["bad", "connection lost, trying again"];
  else if (status && !status.live) [state, text] = ["bad", "not working"];
  else if (status?.role === "standby") [state, text] = ["warn", "standing by"];
  else if (status && !status.ready) [state, text] = ["warn", "not ready"];
  else if (watermark === null) [state, text] = ["warn", "no event yet"];
  else if (Date.now() - watermark > lateMs) [state, text] = ["warn", "behind"];
  const age = watermark === null ? "" : ` · events up to ${format.moment(watermark, feed.catalogue.zone, "1s")}`;
  const shown = `${text}${age}`;
  if (place.textContent === shown) return;
  place.replaceChildren(element("span", { class: ["dot", state], "aria-hidden": "true" }), shown);
  place.title = (status?.reasons ?? []).join(" ");
}

function showAlertCount() {
  const badge = document.getElementById("alert-count");
  badge.textContent = String(feed.alerts.length);
  badge.hidden = feed.alerts.length === 0;
}

/** Redraws at most once a second, and not while nobody looks. */
function beat() {
  showFreshness();
  if (!isDirty || document.hidden) return;
  isDirty = false;
  showAlertCount();
  current?.update?.();
}

async function start() {
  try {
    await feed.start();
  } catch (problem) {
    if (problem instanceof TokenNeeded) {
      await askForToken(main, problem.message);
      start();
      return;
    }
    main.replaceChildren(element("p", { class: "quiet" }, `${problem.message} It is tried again.`));
    setTimeout(start, redrawMs * 2);
    return;
  }
  document.getElementById("application").textContent = feed.catalogue.application;
  document.title = `${feed.catalogue.application} · Streamgauge`;
  for (const event of ["values", "status", "alerts", "connection"]) {
    feed.addEventListener(event, () => { isDirty = true; });
  }
  // What is on the page stays as it was; a new token begins anew.
  feed.addEventListener("denied", async ({ detail }) => {
    isAsking = true;
    current?.close?.();
    current = null;
    await askForToken(main, detail);
    location.reload();
  });
  addEventListener("hashchange", () => {
    open();
    if (isAsking) return;
    main.focus({ preventScroll: true });
    scrollTo(0, 0);
  });
  setInterval(beat, redrawMs);
  showAlertCount();
  showFreshness();
  open();
}

start();
