// SPDX-License-Identifier: Apache-2.0
// What the page knows: the catalogue once, the newest reading of each series as it comes.

import { windowText } from "./format.js";
import { TokenNeeded, authorization, requireToken } from "./token.js";

const base = new URL("api/v1/", document.baseURI);
const retryMs = 2_000;
const silenceMs = 40_000;

/** Answers of the interface; a problem becomes an error with its sentence. */
export async function ask(path, parameters = {}) {
  const address = new URL(path, base);
  for (const [name, value] of Object.entries(parameters)) {
    if (value !== undefined && value !== "") address.searchParams.set(name, value);
  }
  const answer = await fetch(address, { headers: { Accept: "application/json", ...authorization() } });
  if (!answer.ok) {
    const problem = await answer.json().catch(() => ({}));
    const sentence = problem.detail ?? `The daemon answered ${answer.status}.`;
    requireToken(answer, sentence);
    throw new Error(sentence);
  }
  return answer.json();
}

/** The name under which a series is held. */
export function seriesKey(kpi, window, dims) {
  return `${kpi}|${window}|${Object.entries(dims).map(([name, value]) => `${name}=${value}`).join(",")}`;
}

/** Follows the daemon and tells listeners about what changed. */
export class Feed extends EventTarget {
  catalogue = { kpis: [] };
  series = new Map();
  status = null;
  alerts = [];
  watermark = null;
  isConnected = false;
  #lastEvent = "";

  /** Loads the catalogue and follows the stream from then on, whatever happens. */
  async start() {
    await this.reload();
    this.#follow();
  }

  /** Loads the catalogue, statuses and alerts anew. */
  async reload() {
    // One first: a token that is not taken is shown once.
    const status = await ask("status");
    const [catalogue, alerts] = await Promise.all([
      ask("kpis"), ask("alerts").catch(() => ({ alerts: [] })),
    ]);
    this.catalogue = catalogue;
    this.status = status;
    this.alerts = alerts.alerts;
    this.watermark = catalogue.watermark;
    for (const kpi of catalogue.kpis) {
      for (const { window, final, live } of kpi.latest) {
        this.#hold(window, { kpi: kpi.id, dims: {}, overflow: false, final, live });
      }
    }
  }

  /** A KPI of the catalogue by its id. */
  kpi(id) { return this.catalogue.kpis.find((kpi) => kpi.id === id); }

  /** The total series of a KPI in windows of a size. */
  total(id, window) { return this.series.get(seriesKey(id, window, {})); }

  /** All series of a KPI and window that are told apart by exactly these dimensions. */
  grouped(id, window, by) {
    const names = [...by].sort().join();
    return [...this.series.values()].filter((series) => series.kpi === id
      && series.windowText === window && Object.keys(series.dims).sort().join() === names);
  }

  #hold(window, series) {
    const key = seriesKey(series.kpi, window, series.dims);
    this.series.set(key, { ...this.series.get(key), ...series, windowText: window });
  }

  async #follow() {
    for (;;) {
      try {
        await this.#readStream();
      } catch (problem) {
        // It is tried again; the page says that what it shows is old.
        if (problem instanceof TokenNeeded) {
          // Nobody tries again: what is shown must not pass for live.
          this.#tell("connection", () => { this.isConnected = false; });
          this.dispatchEvent(new CustomEvent("denied", { detail: problem.message }));
          return;
        }
      }
      this.#tell("connection", () => { this.isConnected = false; });
      await new Promise((resolve) => setTimeout(resolve, retryMs));
    }
  }

  async #readStream() {
    const abort = new AbortController();
    const headers = { Accept: "text/event-stream", ...authorization() };
    if (this.#lastEvent) headers["Last-Event-ID"] = this.#lastEvent;
    const answer = await fetch(new URL("stream", base), { headers, cache: "no-store", signal: abort.signal });
    requireToken(answer, "The token is not taken any more.");
    if (!answer.ok) throw new Error(`The stream answered ${answer.status}.`);
    this.#tell("connection", () => { this.isConnected = true; });
    const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
    let waiting = "";
    for (;;) {
      const silence = setTimeout(() => abort.abort(), silenceMs);
      const { done, value } = await reader.read().finally(() => clearTimeout(silence));
      if (done) return;
      const parts = (waiting + value).split("\n\n");
      waiting = parts.pop();
      parts.forEach((part) => this.#take(part));
    }
  }

  #take(text) {
    const event = { type: "message", data: "" };
    for (const line of text.split("\n")) {
      const colon = line.indexOf(":");
      if (colon <= 0) continue;
      const field = line.slice(0, colon);
      const content = line.slice(colon + 1).replace(/^ /, "");
      if (field === "event") event.type = content;
      else if (field === "data") event.data += content;
      else if (field === "id") this.#lastEvent = content;
    }
    if (event.data) this.#receive(event.type, JSON.parse(event.data));
  }

  #receive(type, data) {
    if (type === "snapshot") {
      this.#tell("values", () => {
        if (data.whole) this.series.clear();
        this.watermark = data.watermark;
        data.series.forEach((series) => this.#hold(windowText(series.window), series));
      });
    } else if (type === "status") {
      this.#tell("status", () => { this.status = data; });
    } else if (type === "alert") {
      this.#tell("alerts", () => {
        const name = JSON.stringify([data.name, data.kpi, data.dims, data.window?.size]);
        this.alerts = this.alerts.filter((alert) =>
          JSON.stringify([alert.name, alert.kpi, alert.dims, alert.window?.size]) !== name);
        if (data.status === "firing") this.alerts.unshift(data);
      });
    }
  }

  #tell(what, change) {
    change();
    this.dispatchEvent(new Event(what));
  }
}
