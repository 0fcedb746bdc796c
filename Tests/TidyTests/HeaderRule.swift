// SPDX-License-Identifier: Apache-2.0

/// The license at the head of every source file.
struct HeaderRule {
    func offenses(in files: [TextFile]) -> [String] {
        let identifier = "SPDX-License-Identifier: Apache-2.0"
        let slashed = ["swift", "c", "cpp", "h", "hpp"]
        return files.compactMap { file in
            if file.isScript {
                return file.lines.prefix(2).contains("# " + identifier)
                    ? nil : file.offense(line: 1, "begins without # \(identifier)")
            }
            let suffix = file.name.split(separator: ".").last.map(String.init) ?? ""
            // The manifest has to begin with the version of its tools.
            guard slashed.contains(suffix), !file.path.hasSuffix("Package.swift")
            else { return nil }
            return file.lines.first == "// " + identifier
                ? nil : file.offense(line: 1, "begins without // \(identifier)")
        }
    }
}
