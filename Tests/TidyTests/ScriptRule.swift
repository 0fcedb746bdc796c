// SPDX-License-Identifier: Apache-2.0

import Foundation

/// Shell scripts that the shell cannot read.
struct ScriptRule {
    /// The folder that paths are relative to.
    let root: URL

    func offenses(in files: [TextFile]) throws -> [String] {
        try files.filter(\.isScript).compactMap { file in
            let check = try Command.run(["bash", "-n", file.path], in: root)
            return check.status == 0 ? nil : check.output
        }
    }
}
