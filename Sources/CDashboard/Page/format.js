// SPDX-License-Identifier: Apache-2.0
// Numbers, times and names as people read them.

const locale = navigator.language || "en";

/** A window as settings write it: "1h", or "1h by 5m" where it slides. */
export function windowText({ size, hop }) { return !hop || hop === size ? size : `${size} by ${hop}`; }

/** All windows of some KPIs, the shortest first. */
export function windowsOf(kpis) {
  return [...new Set(kpis.flatMap((kpi) => kpi.windows.map(windowText)))]
    .sort((one, other) => windowLength(one) - windowLength(other));
}

/** What the API calls a duration ("10s", "1h", "1mo"), in words. */
export function windowName(size) {
  const words = { s: "second", m: "minute", h: "hour", d: "day", w: "week", mo: "month" };
  const [, count, unit] = /^(\d+)(mo|[smhdw])/.exec(size) ?? [];
  if (!unit) return size;
  const name = count === "1" ? words[unit] : `${count} ${words[unit]}s`;
  return size.includes(" by ") ? `${name}, sliding` : name;
}

/** The length of a window in ms; months have 30 days here, for ordering only. */
export function windowLength(size) {
  const units = { s: 1e3, m: 6e4, h: 36e5, d: 864e5, w: 6048e5, mo: 2592e6 };
  const [, count, unit] = /^(\d+)(mo|[smhdw])/.exec(size) ?? [];
  return unit ? Number(count) * units[unit] : 0;
}

/** A KPI's value in its unit; a dash where there is none. */
export function value(number, unit) {
  if (number === null || number === undefined) return "–";
  switch (unit) {
    case "ratio": return percent(number);
    case "percent": return `${decimal(number, 1)} %`;
    case "seconds": return seconds(number);
    case "currency": return decimal(number, Math.abs(number) < 1000 ? 2 : 0);
    case "score": return decimal(number, 2);
    default: return Number.isInteger(number) ? decimal(number, 0) : decimal(number, 2);
  }
}

/** How far a value may be off, as "± x", from its 95 % interval; empty where none is given. */
export function uncertainty(reading, unit) {
  if (!reading || reading.lo === null || reading.hi === null || reading.lo === undefined) return "";
  const half = (reading.hi - reading.lo) / 2;
  if (!(half > 0)) return "";
  return unit === "ratio" ? `± ${decimal(half * 100, half < 0.0095 ? 2 : 1)} pts` : `± ${value(half, unit)}`;
}

/** A share as per cent, with as many digits as it carries. */
export function percent(share) {
  const number = share * 100;
  return `${decimal(number, Math.abs(number) < 10 ? 2 : 1)} %`;
}

/** A number with a fixed number of decimals. */
export function decimal(number, digits) {
  return new Intl.NumberFormat(locale, {
    minimumFractionDigits: digits, maximumFractionDigits: digits,
  }).format(number);
}

/** A large count in few characters. */
export function compact(number) {
  return new Intl.NumberFormat(locale, { notation: "compact", maximumFractionDigits: 1 }).format(number);
}

/** A length of time in s: "48 s", "3 min 10 s", "2 h 5 min", "3 d". */
export function seconds(length) {
  if (length < 0) return `−${seconds(-length)}`;
  if (length < 10) return `${decimal(length, 1)} s`;
  if (length < 60) return `${Math.round(length)} s`;
  const whole = Math.round(length);
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${whole % 60} s`;
  if (whole < 172800) return `${Math.floor(whole / 3600)} h ${Math.floor(whole / 60) % 60} min`;
  return `${Math.floor(whole / 86400)} d`;
}

/** When a window was: as short as its size allows. The zone is the one that windows are in. */
export function moment(ms, zone, size = "1s") {
  const length = windowLength(size);
  const far = Math.abs(Date.now() - ms) > 20 * 36e5;
  const options = { timeZone: zone };
  if (length >= 864e5 || far) Object.assign(options, { day: "numeric", month: "short" });
  if (length < 864e5) Object.assign(options, { hour: "2-digit", minute: "2-digit", hour12: false });
  if (length < 6e4) options.second = "2-digit";
  return new Intl.DateTimeFormat(locale, options).format(ms);
}

/** A window in words: "Fri 20 Nov", "14:00 to 15:00". */
export function span(reading, zone, size) {
  const start = moment(reading.start, zone, size);
  if (windowLength(size) === 864e5) return start;
  const end = new Intl.DateTimeFormat(locale, windowLength(size) > 864e5
    ? { timeZone: zone, day: "numeric", month: "short" }
    : { timeZone: zone, hour: "2-digit", minute: "2-digit", hour12: false,
        ...(windowLength(size) < 6e4 ? { second: "2-digit" } : {}) }).format(reading.end);
  return `${start} to ${end}`;
}

/** The name of a KPI without its channel: "bounce rate" of "web.bounce_rate". */
export function shortName(id) {
  const name = id.slice(id.indexOf(".") + 1).replaceAll("_", " ");
  const written = name.replace(/\b(ctr|ctor|nps|csat|csi|ces|cpl|roi|roas|clv|d\d+)\b/g, (word) => word.toUpperCase());
  return written[0].toUpperCase() + written.slice(1);
}

const channels = {
  web: "Web", email: "E-mail", app: "App", social: "Social", cx: "Experience", rep: "Reputation",
  event: "Events", mkt: "Marketing", journey: "Journey",
};

/** The names of channels, in the order in which they are shown. */
export const channelNames = Object.values(channels);

/** A channel as people say it. */
export function channelName(channel) { return channels[channel] ?? channel; }

/** What a rule on the inputs themselves fires at: "inputs: more than 100,000 records behind for 1m". */
export function inputRule(rule) {
  const { lag, rejects, stale } = rule ?? {};
  const bound = lag !== undefined ? `more than ${decimal(lag, 0)} records behind`
    : rejects !== undefined ? `more than ${percent(rejects)} rejected`
    : stale !== undefined ? `watermark more than ${stale} behind` : "";
  return bound ? `inputs: ${bound} for ${rule.for}` : "inputs";
}

/** The unit of what such a rule judges. */
export function inputUnit(rule) {
  return rule?.rejects !== undefined ? "ratio" : rule?.stale !== undefined ? "seconds" : "count";
}

/** The dimensions of a series in one line. */
export function seriesName(series) {
  const values = Object.values(series.dims);
  if (values.length === 0) return "all";
  return values.map((text) => (text === "" ? "(none)" : text.replaceAll("%6Fther", "other"))).join(" · ")
    + (series.overflow ? " (the rest)" : "");
}
