// SPDX-License-Identifier: Apache-2.0

/// A web server's access log, in the common and the combined form.
///
/// Only successful `GET`s of pages are page views: what a page loads, redirects, failures and other
/// methods are known by what they are and counted by nobody who does not ask for them. A visitor is
/// an address with an agent; programs that give their name are no persons.
enum AccessLog {
    static let format = VendorFormat(
        [
            VendorField("kind", .string, .type),
            VendorField("time", .string, .time, unit: .accessLog),
            VendorField("user", .string, .user),
            VendorField("host", .string, .fingerprint),
            VendorField("agent", .string, .fingerprint, .agent),
            VendorField("target", .string, .page),
            VendorField("referrer", .string, .referrer),
        ],
        layout: .accessLog,
        events: EventNames([(EventMeaning(.pageView), ["page"])])
    )
}
