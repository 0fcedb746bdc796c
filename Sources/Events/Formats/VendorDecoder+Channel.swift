// SPDX-License-Identifier: Apache-2.0

/// Whether an event is an app's or a website's.
extension VendorDecoder {
    /// The channel of an event whose meaning tells none.
    static func channel(
        _ reader: borrowing FieldReader,
        _ vendor: borrowing VendorFormat,
        _ type: EventType,
        _ subtype: Subtype
    ) -> Channel {
        if subtype == .push || subtype == .inapp { return .push }
        let channel = type.defaultChannel
        guard channel == .web else { return channel }
        let isApp =
            vendor.isOfApps || reader.present & vendor.slots(.activity) != 0
            || AppWords.contain(reader.text(.app, vendor))
        return isApp ? .app : .web
    }

    /// Makes a website's session of what has the name of an app's; a first one installs nothing.
    static func setWebSession(
        _ reader: borrowing FieldReader,
        _ vendor: borrowing VendorFormat,
        _ event: inout Event
    ) {
        guard event.type == .install || event.type == .appOpen,
            reader.text(.app, vendor).equals(ByteSlice("web"))
        else { return }
        event.type = event.type == .install ? .other : .sessionStart
    }
}
