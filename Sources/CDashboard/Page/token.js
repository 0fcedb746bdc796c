// SPDX-License-Identifier: Apache-2.0
// The token that the daemon may ask for: this tab remembers it until it is closed.

import { element } from "./dom.js";

const place = "streamgauge.token";

/** The daemon wants a token, or another one. */
export class TokenNeeded extends Error {}

/** The header that shows the token; none while there is none. */
export function authorization() {
  const token = sessionStorage.getItem(place);
  return token ? { Authorization: `Bearer ${token}` } : {};
}

/** Throws if an answer asks for a token; one that is not taken is forgotten, so that it is not shown again and again. */
export function requireToken(answer, sentence) {
  if (answer.status !== 401 && answer.status !== 403) return;
  const wasShown = sessionStorage.getItem(place) !== null;
  sessionStorage.removeItem(place);
  throw new TokenNeeded(wasShown ? sentence : "");
}

/** Asks the person in front of the page; resolves once there is a token. */
export function askForToken(root, sentence) {
  return new Promise((resolve) => {
    const input = element("input", {
      id: "token", type: "password", required: true, autocomplete: "off", spellcheck: "false",
      "aria-describedby": "token-hint", "aria-invalid": sentence !== "" && "true",
    });
    const form = element("form", {
      class: "token",
      onsubmit: (event) => {
        event.preventDefault();
        sessionStorage.setItem(place, input.value.trim());
        root.replaceChildren(element("p", { class: "quiet" }, "Loading the catalogue"));
        resolve();
      },
    },
    element("h2", {}, "A token is needed"),
    element("p", { id: "token-hint", class: "quiet" },
      "Whoever runs this daemon has set tokens (http.tokens). One of scope read is enough; it is kept until this tab is closed."),
    element("p", { role: "alert", class: "wrong" }, sentence),
    element("label", { for: "token" }, "Token"),
    input,
    element("button", { type: "submit" }, "Show the dashboard"));
    root.replaceChildren(form);
    input.focus();
  });
}
