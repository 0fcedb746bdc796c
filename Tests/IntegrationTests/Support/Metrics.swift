// SPDX-License-Identifier: Apache-2.0

/// The samples of an exposition.
struct Metrics {
    struct Sample {
        var name: String
        var labels: [String: String]
        var value: Double
    }

    /// The exposition as it came.
    let text: String
    let samples: [Sample]

    /// Reads the text format; label values here hold no quotes and no commas.
    init(_ text: String) {
        self.text = text
        samples = text.split(separator: "\n").filter { !$0.hasPrefix("#") }.compactMap { line in
            guard let space = line.lastIndex(of: " "),
                let value = Double(line[space...].dropFirst())
            else { return nil }
            let parts = line[..<space].split(separator: "{", maxSplits: 1)
            let pairs = parts.count < 2 ? [] : parts[1].dropLast().split(separator: ",")
            var labels: [String: String] = [:]
            for pair in pairs {
                let sides = pair.split(separator: "=", maxSplits: 1)
                labels[String(sides[0])] = String(sides[1].dropFirst().dropLast())
            }
            return Sample(name: String(parts[0]), labels: labels, value: value)
        }
    }

    /// The samples with some labels.
    func all(_ name: String, _ labels: [String: String] = [:]) -> [Sample] {
        samples.filter { sample in
            sample.name == name && labels.allSatisfy { sample.labels[$0.key] == $0.value }
        }
    }

    /// Their sum; 0 where there is none.
    func sum(_ name: String, _ labels: [String: String] = [:]) -> Double {
        all(name, labels).reduce(0) { $0 + $1.value }
    }
}
