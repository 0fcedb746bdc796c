// SPDX-License-Identifier: Apache-2.0

/// The JSON Schema of the snapshot record: `streamgauge kpis --schema` prints it.
///
/// It is strict: a field that it does not name is an error. What reads snapshots should ignore
/// unknown fields instead, since later versions may add some.
public enum SnapshotSchema {
    /// The schema (JSON Schema, draft 2020-12).
    public static let text = #"""
        {
          "$schema": "https://json-schema.org/draft/2020-12/schema",
          "title": "Streamgauge snapshot",
          "description": "The value of one KPI in one window of one series. Times: ms since 1970 UTC.",
          "type": "object",
          "additionalProperties": false,
          "required": [
            "v", "application", "generation", "kpi", "definition", "basis", "unit", "better", "dims",
            "window", "kind", "revision", "final_at", "value", "num", "den", "n", "additive", "lo",
            "hi", "bounds", "open", "previous", "target", "complete", "watermark", "emitted"
          ],
          "properties": {
            "v": { "const": 1 },
            "application": { "type": "string", "minLength": 1 },
            "generation": { "type": "integer", "minimum": 0 },
            "kpi": { "type": "string", "minLength": 1 },
            "definition": { "type": "string", "pattern": "^[^;]+@[0-9]+(;[a-z_]+=[^;]+)*$" },
            "basis": { "enum": ["cohort", "flow"] },
            "unit": { "enum": ["ratio", "count", "seconds", "percent", "currency", "score"] },
            "better": { "enum": ["higher", "lower", "none"] },
            "dims": {
              "description": "An absent value is empty; a real value `other` is `%6Fther`.",
              "type": "object",
              "maxProperties": 8,
              "additionalProperties": { "type": "string" }
            },
            "window": {
              "type": "object",
              "additionalProperties": false,
              "required": ["size", "hop", "start", "end"],
              "properties": {
                "size": { "$ref": "#/$defs/duration" },
                "hop": { "$ref": "#/$defs/duration" },
                "start": { "type": "integer" },
                "end": { "type": "integer" }
              }
            },
            "kind": { "enum": ["early", "final", "revision"] },
            "revision": { "type": "integer", "minimum": 0 },
            "final_at": { "type": "integer" },
            "value": { "type": ["number", "null"] },
            "num": { "type": "number" },
            "den": { "description": "null for counts", "type": ["number", "null"] },
            "n": { "type": "number" },
            "additive": {
              "description": "Which of num and den may be added over series and windows.",
              "type": "object",
              "additionalProperties": false,
              "required": ["num", "den"],
              "properties": { "num": { "type": "boolean" }, "den": { "type": "boolean" } }
            },
            "lo": { "type": ["number", "null"] },
            "hi": { "type": ["number", "null"] },
            "bounds": {
              "description": "How far settlement can move the value; null if that is not known.",
              "type": ["array", "null"],
              "items": { "type": "number" },
              "minItems": 2,
              "maxItems": 2
            },
            "open": { "type": "number" },
            "previous": {
              "description": "The window before; change and growth on finals and revisions only.",
              "type": ["object", "null"],
              "additionalProperties": false,
              "required": ["value"],
              "properties": {
                "value": { "type": ["number", "null"] },
                "change": { "type": ["number", "null"] },
                "growth": { "type": ["number", "null"] }
              }
            },
            "target": {
              "type": ["object", "null"],
              "additionalProperties": false,
              "required": ["value", "status", "since"],
              "properties": {
                "value": { "type": "number" },
                "status": {
                  "enum": ["ok", "warn", "breach", "no_data", "low_sample", "no_baseline"]
                },
                "since": { "type": "integer" }
              }
            },
            "complete": { "type": "boolean" },
            "watermark": { "type": ["integer", "null"] },
            "emitted": { "type": "integer" },
            "p50": { "type": "number" },
            "p95": { "type": "number" },
            "closed": { "enum": ["idle", "end"] },
            "gap_until": { "description": "End of a run of empty windows.", "type": "integer" },
            "overflow": { "const": true },
            "histogram": {
              "description": "Upper bound in the unit, included, and count of each bucket in use.",
              "type": "array",
              "items": {
                "type": "array",
                "prefixItems": [{ "type": "number" }, { "type": "integer" }],
                "items": false,
                "minItems": 2
              }
            },
            "top": {
              "description": "The most frequent values; each came low to high times.",
              "type": "array",
              "maxItems": 100,
              "items": {
                "type": "object",
                "additionalProperties": false,
                "required": ["value", "count", "low", "high"],
                "properties": {
                  "value": { "type": "string", "minLength": 1 },
                  "count": { "type": "integer", "minimum": 1 },
                  "low": { "type": "integer", "minimum": 0 },
                  "high": { "type": "integer", "minimum": 1 }
                }
              }
            },
            "sketch": {
              "description": "Apache DataSketches; merges with those of the same identity key.",
              "type": "object",
              "additionalProperties": false,
              "required": ["kind", "lgk", "key", "bytes"],
              "properties": {
                "kind": { "const": "hll" },
                "lgk": { "const": 12 },
                "key": { "type": "string" },
                "bytes": { "type": "string", "pattern": "^[A-Za-z0-9+/]*={0,2}$" }
              }
            }
          },
          "allOf": [
            {
              "if": { "properties": { "kind": { "const": "revision" } } },
              "then": { "properties": { "revision": { "minimum": 1 } } },
              "else": { "properties": { "revision": { "const": 0 } } }
            },
            {
              "if": { "properties": { "kind": { "const": "early" } } },
              "then": {
                "properties": { "previous": { "properties": { "change": false, "growth": false } } }
              },
              "else": {
                "properties": { "previous": { "required": ["value", "change", "growth"] } }
              }
            }
          ],
          "$defs": {
            "duration": { "type": "string", "pattern": "^([1-9][0-9]*(ms|s|m|h|d)|1w|1mo)$" }
          }
        }

        """#
}
