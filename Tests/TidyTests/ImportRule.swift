// SPDX-License-Identifier: Apache-2.0

/// Imports that would turn the picture of the modules around.
struct ImportRule {
    /// The modules that each target may import.
    let allowed: [String: Set<String>]

    func offenses(in files: [SwiftFile]) -> [String] {
        files.filter(\.isSource).flatMap { file in
            guard let modules = allowed[file.target] else {
                return [file.file.offense(line: 1, "\(file.target) has no line in the table")]
            }
            return file.imports.filter { !modules.contains($0.module) }.map {
                file.file.offense(line: $0.line, "\(file.target) may not import \($0.module)")
            }
        }
    }
}
