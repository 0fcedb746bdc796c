// SPDX-License-Identifier: Apache-2.0

import CDashboard

/// The files of the dashboard.
public enum DashboardFiles {
    /// What the page may load and do: its own files and the interface, nothing else (CSP level 3).
    private static let policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
        + "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

    /// All of them by path; `/` is the page itself.
    public static var routes: [String: any HTTPRoute] {
        var routes: [String: any HTTPRoute] = [:]
        for number in 0..<sg_page_file_count() {
            // Sound: the table and what it names live as long as the program.
            let file = unsafe sg_page_file(number).pointee
            let bytes = unsafe UnsafeRawBufferPointer(start: file.bytes, count: file.count)
            let route = unsafe EmbeddedFile(
                bytes,
                contentType: String(cString: file.type),
                contentSecurityPolicy: policy
            )
            unsafe routes[String(cString: file.path)] = route
        }
        return routes
    }
}
