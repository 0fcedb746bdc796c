// SPDX-License-Identifier: Apache-2.0

import Dispatch
import Foundation
import Glibc

/// A program that runs beside the tests.
///
/// It inherits the signal mask of the thread that starts it, which on threads of the test runner blocks
/// nearly all: a shell must not `wait` for background jobs, it would never be woken.
final class ChildProcess: @unchecked Sendable {
    // Sound: the process is started in `init` and only asked afterwards, which it guards itself.
    private let process = Process()
    private let input = Pipe()
    private let ended = DispatchSemaphore(value: 0)

    /// Starts the program; what it says goes to a file or nowhere.
    init(
        program: String,
        arguments: [String],
        environment: [String: String],
        folder: URL,
        output: URL? = nil
    ) throws {
        // Writing to a program that is gone must not end the tests.
        signal(SIGPIPE, SIG_IGN)
        process.executableURL = URL(fileURLWithPath: program)
        process.arguments = arguments
        process.environment = environment
        process.currentDirectoryURL = folder
        process.standardInput = input
        let handle: FileHandle
        if let output {
            try Data().write(to: output)
            handle = try FileHandle(forWritingTo: output)
        } else {
            handle = .nullDevice
        }
        process.standardOutput = handle
        process.standardError = handle
        let ended = ended
        process.terminationHandler = { _ in ended.signal() }
        try process.run()
    }

    var isRunning: Bool { process.isRunning }

    /// Writes to the program's input; nothing happens when it is gone.
    func write(_ text: String) {
        try? input.fileHandleForWriting.write(contentsOf: Data(text.utf8))
    }

    /// Waits for the program's end and returns its status.
    @discardableResult
    func awaitEnd() -> Int32 {
        ended.wait()
        ended.signal()
        return process.terminationStatus
    }
}
