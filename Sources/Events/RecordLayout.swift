// SPDX-License-Identifier: Apache-2.0

internal import CSimdJSON

/// How the elements of a record are written.
enum RecordLayout: Equatable {
    /// One JSON object, an array of objects, or one a line.
    case json
    /// Lines of columns of these names with tabs between, or JSON with members of the same names.
    case columns([String])
    /// Lines of names and values as in the query of a URL.
    case query
    /// Lines of a web server's access log, common or combined.
    case accessLog

    var kind: csj_layout {
        switch self {
        case .json: CSJ_JSON
        case .columns: CSJ_COLUMNS
        case .query: CSJ_QUERY
        case .accessLog: CSJ_ACCESS_LOG
        }
    }

    var columns: Int {
        if case .columns(let names) = self { names.count } else { 0 }
    }

    /// The column of a field; nil: it has none.
    func column(of field: FieldSpecification) -> Int? {
        guard case .columns(let names) = self else { return nil }
        return names.firstIndex(of: field.path)
    }

    /// Why an element that cannot be taken apart is none.
    var malformed: (reason: RejectionReason, sentence: String) {
        switch self {
        case .json: (.json, "The event is not well-formed JSON.")
        case .columns(let names): (.field, "The line does not have \(names.count) columns.")
        case .query: (.field, "The line is no list of names and values.")
        case .accessLog: (.field, "The line is not one of an access log.")
        }
    }
}
