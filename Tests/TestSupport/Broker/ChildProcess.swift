// SPDX-License-Identifier: Apache-2.0

public import Foundation
import Glibc

/// A program that runs beside the tests.
///
/// Its end is what the kernel says it is: Foundation's `Process` learns it from a socket that each
/// descendant inherits, so that one which goes into the background hides the end of its parent for ever.
public final class ChildProcess: Sendable {
    /// What could not be done, and the error of the system.
    public struct Failure: Error, CustomStringConvertible {
        /// The program, the folder and the number of the error.
        public let description: String
    }

    private let child: RunningChild
    private let input = Pipe()

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
        let handle = try Self.emptied(output)
        let errorHandle = try errors.map(Self.emptied) ?? handle
        let source = input.fileHandleForReading
        let process = try withExtendedLifetime((handle, errorHandle)) {
            try ChildSpawn.start(
                [program] + arguments,
                environment: environment,
                folder: folder.path,
                descriptors: [
                    source.fileDescriptor, handle.fileDescriptor, errorHandle.fileDescriptor,
                ]
            )
        }
        child = RunningChild(process)
    }

    /// A file with nothing in it; nil: one that takes all and keeps nothing.
    private static func emptied(_ file: URL?) throws -> FileHandle {
        guard let file else { return try FileHandle(forWritingTo: URL(filePath: "/dev/null")) }
        try Data().write(to: file)
        return try FileHandle(forWritingTo: file)
    }

    /// Whether it has not ended yet.
    public var isRunning: Bool { child.status == nil }

    /// Writes to the program's input; nothing happens when it is gone.
    public func write(_ text: String) {
        try? input.fileHandleForWriting.write(contentsOf: Data(text.utf8))
    }

    /// Asks the program to end.
    public func terminate() { child.send(SIGTERM) }

    /// Tells the program that its terminal is gone (SIGHUP), or to read its settings again.
    public func hangUp() { child.send(SIGHUP) }

    /// Lets the program stand still.
    public func halt() { child.send(SIGSTOP) }

    /// Lets it go on.
    public func resume() { child.send(SIGCONT) }

    /// Ends the program at once, which it does not notice (SIGKILL), and waits for its end.
    public func kill() {
        child.send(SIGKILL)
        awaitEnd()
    }

    /// Waits for the program's end and returns its status, or the signal that ended it.
    @discardableResult
    public func awaitEnd() -> Int32 { child.awaitEnd() }

    /// Waits for the program's end; nil: it still runs.
    ///
    /// - Parameter limitSeconds: how long it waits.
    /// - Returns: the status, or the signal that ended it.
    public func awaitEnd(limitSeconds: Int) -> Int32? { child.awaitEnd(limitSeconds: limitSeconds) }
}
