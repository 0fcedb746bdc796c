// SPDX-License-Identifier: Apache-2.0

/// Writes families of metrics in one of the text formats.
///
/// Sources: Prometheus text format 0.0.4; OpenMetrics 1.0, without timestamps, exemplars and
/// `_created`. A family is written at once, and left out when it has no sample.
struct ExpositionWriter {
    /// The format.
    let format: ExpositionFormat
    /// What is written so far.
    private(set) var bytes: [UInt8]

    /// Appends to bytes, whose storage it uses.
    init(format: ExpositionFormat, appendingTo bytes: consuming [UInt8]) {
        self.format = format
        self.bytes = bytes
    }

    /// Writes the samples of a family, with its head before the first.
    mutating func write(
        _ family: MetricFamily,
        _ samples: (inout Samples) -> Void
    ) {
        var writing = Samples(family: family, format: format, bytes: [])
        swap(&writing.bytes, &bytes)
        samples(&writing)
        swap(&writing.bytes, &bytes)
    }

    /// Ends the exposition.
    mutating func finish() {
        if format == .openMetrics { bytes.append(text: "# EOF\n") }
    }

    /// The samples of one family.
    struct Samples {
        fileprivate let family: MetricFamily
        fileprivate let format: ExpositionFormat
        fileprivate var bytes: [UInt8]
        private var hasHead = false
        private let name: [UInt8]

        fileprivate init(family: MetricFamily, format: ExpositionFormat, bytes: [UInt8]) {
            self.family = family
            self.format = format
            self.bytes = bytes
            name = Array((family.name + family.suffix).utf8)
        }

        /// Writes a sample.
        ///
        /// - Parameters:
        ///   - labels: As they stand between the braces, escaped; empty: no braces.
        ///   - value: The value.
        mutating func add(labels: String = "", _ value: Double) {
            if !hasHead { writeHead() }
            bytes.append(contentsOf: name)
            writeRest(labels: labels, value)
        }

        /// Writes a sample.
        ///
        /// - Parameters:
        ///   - labels: Names and values, not escaped.
        ///   - value: The value.
        mutating func add(_ labels: [(name: String, value: String)], _ value: Double) {
            add(labels: Self.escaped(labels), value)
        }

        /// Writes the samples of a histogram, which is the one of its family.
        ///
        /// - Parameters:
        ///   - upperBounds: Ascending, without the infinite one.
        ///   - counts: Not summed up; one more than there are bounds.
        ///   - sum: The sum of all observations.
        mutating func addHistogram(upperBounds: [Double], counts: [UInt64], sum: Double) {
            if !hasHead { writeHead() }
            var total: UInt64 = 0
            for (index, count) in counts.enumerated() {
                total += count
                // Both formats get the bound as OpenMetrics writes it, so that it is one series.
                let bound = index < upperBounds.count ? "\(upperBounds[index])" : "+Inf"
                bytes.append(text: family.name + "_bucket")
                writeRest(labels: "le=\"\(bound)\"", Double(total))
            }
            bytes.append(text: family.name + "_sum")
            writeRest(labels: "", sum)
            bytes.append(text: family.name + "_count")
            writeRest(labels: "", Double(total))
        }

        private mutating func writeRest(labels: String, _ value: Double) {
            if !labels.isEmpty {
                bytes.append(UInt8(ascii: "{"))
                bytes.append(text: labels)
                bytes.append(UInt8(ascii: "}"))
            }
            bytes.append(UInt8(ascii: " "))
            bytes.append(number: value)
            bytes.append(UInt8(ascii: "\n"))
        }

        private mutating func writeHead() {
            hasHead = true
            switch format {
            case .prometheus:
                // It knows no suffixes: a counter is called what its samples are called.
                let name = family.name + family.suffix
                let kind = family.kind == .info ? MetricFamily.Kind.gauge : family.kind
                bytes.append(text: "# HELP \(name) ")
                bytes.append(escaped: family.help, quotes: false)
                bytes.append(text: "\n# TYPE \(name) \(kind.rawValue)\n")
            case .openMetrics:
                bytes.append(text: "# TYPE \(family.name) \(family.kind.rawValue)\n")
                if let unit = family.unit {
                    bytes.append(text: "# UNIT \(family.name) \(unit)\n")
                }
                bytes.append(text: "# HELP \(family.name) ")
                bytes.append(escaped: family.help, quotes: true)
                bytes.append(UInt8(ascii: "\n"))
            }
        }

        private static func escaped(_ labels: [(name: String, value: String)]) -> String {
            var bytes: [UInt8] = []
            for (index, label) in labels.enumerated() {
                bytes.append(text: index == 0 ? "\(label.name)=\"" : ",\(label.name)=\"")
                bytes.append(escaped: label.value, quotes: true)
                bytes.append(UInt8(ascii: "\""))
            }
            return String(decoding: bytes, as: UTF8.self)
        }
    }
}
