// SPDX-License-Identifier: Apache-2.0

import Events

extension RecordIngester {
    /// Values of a dictionary that are recorded together.
    static var valuesOfPart: Int { 64 }

    /// Writes what changed in dictionaries and admission, and where the inputs stand.
    ///
    /// - Parameters:
    ///   - inputs: all input partitions, in the order of their numbers.
    ///   - recorder: the same from barrier to barrier.
    /// - Returns: the delta, for `StateImage.apply`.
    func record(_ inputs: [StoredInput], to recorder: inout StateRecorder) -> [UInt8] {
        recorder.begin()
        recorder.single(.inputs) { StoredInput.write(inputs, to: &$0) }
        if let cluster { recorder.single(.cluster) { $0.write(Array(cluster.utf8)) } }
        for (slot, dictionary) in dictionaries.enumerated() {
            recorder.open(.dictionaries, slot)
            let count = dictionary.count
            for first in stride(from: 0, to: count, by: Self.valuesOfPart) {
                let range = first..<min(count, first + Self.valuesOfPart)
                // A value never changes, so their number tells all.
                let print = UInt64(range.count) << 1
                recorder.part(first / Self.valuesOfPart, fingerprint: print) { writer in
                    for value in range {
                        let number = UInt32(value) + ValueDictionary.firstNumber
                        writer.write(counted: dictionary.bytes(of: number))
                    }
                }
            }
            recorder.close()
        }
        for slot in 0..<admission.slotCount { recordAdmission(slot, &recorder) }
        return recorder.takeDelta()
    }

    /// A stage that goes on from recorded dictionaries and admission.
    ///
    /// Values get their numbers before anything that the settings name gets one: the settings may name
    /// others than they did.
    ///
    /// - Throws: `.noRoom` where the settings allow fewer values.
    static func restored(
        _ configuration: IngestConfiguration,
        keepsRejected: Bool,
        from image: StateImage
    ) throws(StateError) -> RecordIngester {
        let dictionaries = configuration.schema.makeDictionaries()
        try restore(dictionaries, from: image)
        var ingester = RecordIngester(
            configuration,
            keepsRejected: keepsRejected,
            dictionaries: dictionaries
        )
        try ingester.restoreAdmission(from: image)
        return ingester
    }

    private mutating func restoreAdmission(from image: StateImage) throws(StateError) {
        for slot in 0..<admission.slotCount {
            for part in image.section(.admission, slot) {
                var content = part.content
                if part.number < DimensionAdmission.dayPlaces {
                    let day = try DimensionAdmission.KeptDay(from: &content)
                    admission.restore(day, ofSlot: slot)
                } else {
                    let counts = try DimensionAdmission.KeptCounts(from: &content)
                    admission.restore(counts, ofSlot: slot)
                }
            }
        }
    }

    /// A part for each day that is known, and one for the counts.
    private func recordAdmission(_ slot: Int, _ recorder: inout StateRecorder) {
        recorder.open(.admission, slot)
        for place in 0..<DimensionAdmission.dayPlaces {
            guard let day = admission.keptDay(place, ofSlot: slot) else { continue }
            recorder.part(place) { day.write(to: &$0) }
        }
        let counts = admission.keptCounts(ofSlot: slot)
        recorder.part(DimensionAdmission.dayPlaces) { counts.write(to: &$0) }
        recorder.close()
    }

    /// Gives each value the number that it had.
    private static func restore(
        _ dictionaries: [ValueDictionary],
        from image: StateImage
    ) throws(StateError) {
        for (slot, dictionary) in dictionaries.enumerated() {
            for part in image.section(.dictionaries, slot) {
                var content = part.content
                var number = UInt32(part.number * valuesOfPart) + ValueDictionary.firstNumber
                while !content.isAtEnd {
                    let value = try content.readCounted()
                    guard unsafe dictionary.intern(value.span.bytes) == number else {
                        throw StateError(
                            .noRoom,
                            "value \(number) of dimension \(slot) does not get its number again: "
                                + "the settings allow fewer values than were stored"
                        )
                    }
                    number += 1
                }
            }
        }
    }
}
