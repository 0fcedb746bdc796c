// SPDX-License-Identifier: Apache-2.0

import KPIs

extension Completeness {
    /// What found no room, whatever its kind: as earlier programs wrote and read it.
    var refusedOfAnyKind: TimeHull {
        FactKind.allCases.reduce(into: TimeHull()) { all, kind in all.note(refused(kind)) }
    }

    /// Writes when facts found no room, by the names of their kinds.
    func writeRefused(to writer: inout StateWriter) {
        let kinds = FactKind.allCases.filter { !refused($0).isEmpty }
        writer.write(UInt8(kinds.count))
        for kind in kinds {
            writer.write(text: "\(kind)")
            writer.write(raw: refused(kind))
        }
    }

    /// Takes what `writeRefused` wrote.
    ///
    /// A kind that this program does not know concerns nothing that it counts.
    func readRefused(from reader: inout StateReader) throws(StateError) {
        for _ in 0..<(try reader.read(UInt8.self)) {
            let (name, hull) = (try reader.readText(), try reader.readRaw(TimeHull.self))
            for kind in FactKind.allCases where "\(kind)" == name {
                noteRefused(hull, of: FactKindSet([kind]))
            }
        }
    }
}
