// SPDX-License-Identifier: Apache-2.0

import Settings
import Windowing
import YAMLText

extension ZoneCalendar {
    private static let folder = "/usr/share/zoneinfo"

    /// The clock of the zone that settings name; UTC where that is faulty.
    ///
    /// Blocks while the system's file of the zone is read.
    init(_ settings: Settings, _ errors: inout [SettingsError]) {
        let name = settings.time.zone
        self = .utc
        if name == "UTC" { return }
        let isName = name.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"):
                true
            default: "_+-/".utf8.contains(byte)
            }
        }
        let path = "\(Self.folder)/\(name)"
        // Without the bytes there is no calendar: the reason tells nothing that the name does not.
        if isName, let bytes = try? Settings.text(of: path),
            let calendar = ZoneCalendar(zoneFile: bytes)
        {
            self = calendar
            return
        }
        errors.append(
            settings.error(
                at: "time.zone",
                "the system knows no time zone `\(name)`: there is no such file under "
                    + Self.folder,
                hint: "write UTC or a name such as Europe/Rome, and see that tzdata is installed"
            )
        )
    }
}
