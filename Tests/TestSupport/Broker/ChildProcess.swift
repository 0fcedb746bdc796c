// SPDX-License-Identifier: Apache-2.0

import Dispatch
public import Foundation
import Glibc

/// A program that runs beside the tests.
///
/// It inherits the signal mask of the thread that starts it, which on threads of the test runner blocks
/// nearly all: a shell must not `wait` for background jobs, it would never be woken.
public final class ChildProcess: @unchecked Sendable {
    // Sound: the process is started in `init` and only asked afterwards, which it guards itself.
    private let process = Process()
    private let input = Pipe()
    private let ended = DispatchSemaphore(value: 0)

    /// Starts the program; what it says goes to files or nowhere.
    ///
    /// - Parameters:
    ///   - program: path of the executable.
    ///   - arguments: without the program's name.
    ///   - environment: all of it.
    ///   - folder: where it runs.
    ///   - output: takes standard output.
    ///   - errors: takes standard error; nil: it goes where standard output goes.
    /// - Throws: when it cannot be started.
    public init(
        program: String,
        arguments: [String],
        environment: [String: String],
        folder: URL,
        output: URL? = nil,
        errors: URL? = nil
    ) throws {
        // Writing to a program that is gone must not end the tests.
        signal(SIGPIPE, SIG_IGN)
        process.executableURL = URL(fileURLWithPath: program)
        process.arguments = arguments
        process.environment = environment
        process.currentDirectoryURL = folder
        process.standardInput = input
        let handle = try output.map(Self.emptied) ?? .nullDevice
        process.standardOutput = handle
        process.standardError = try errors.map(Self.emptied) ?? handle
        let ended = ended
        process.terminationHandler = { _ in ended.signal() }
        try process.run()
    }

    private static func emptied(_ file: URL) throws -> FileHandle {
        try Data().write(to: file)
        return try FileHandle(forWritingTo: file)
    }

    /// Whether it has not ended yet.
    public var isRunning: Bool { process.isRunning }

    /// Writes to the program's input; nothing happens when it is gone.
    public func write(_ text: String) {
        try? input.fileHandleForWriting.write(contentsOf: Data(text.utf8))
    }

    /// Asks the program to end.
    public func terminate() { process.terminate() }

    /// Tells the program that its terminal is gone (SIGHUP), or to read its settings again.
    public func hangUp() { Glibc.kill(process.processIdentifier, SIGHUP) }

    /// Lets the program stand still.
    public func halt() { Glibc.kill(process.processIdentifier, SIGSTOP) }

    /// Lets it go on.
    public func resume() { Glibc.kill(process.processIdentifier, SIGCONT) }

    /// Ends the program at once, which it does not notice (SIGKILL), and waits for its end.
    public func kill() {
        if process.isRunning { Glibc.kill(process.processIdentifier, SIGKILL) }
        awaitEnd()
    }

    /// Waits for the program's end and returns its status.
    @discardableResult
    public func awaitEnd() -> Int32 {
        ended.wait()
        ended.signal()
        return process.terminationStatus
    }

    /// Waits for the program's end; nil: it still runs.
    ///
    /// - Parameter limitSeconds: how long it waits.
    /// - Returns: the status.
    public func awaitEnd(limitSeconds: Int) -> Int32? {
        guard ended.wait(timeout: .now() + .seconds(limitSeconds)) == .success else { return nil }
        ended.signal()
        return process.terminationStatus
    }
}
