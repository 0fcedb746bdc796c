// SPDX-License-Identifier: Apache-2.0

import FoundationEssentials
import Glibc

/// Standard output as a screen that is redrawn, or as a file that tables are appended to.
///
/// On a terminal it takes the alternate screen, so that what was there before comes back. A frame is
/// one write between the marks of a synchronized update, hence nothing flickers.
struct FrameScreen {
    /// Whether frames replace each other.
    let isTerminal: Bool

    // Control sequences of ECMA-48 and of xterm.
    private static let enter = "\u{1B}[?1049h\u{1B}[?25l"
    private static let leave = "\u{1B}[?25h\u{1B}[?1049l"
    private static let frameBegin = "\u{1B}[?2026h\u{1B}[H"
    private static let frameEnd = "\u{1B}[J\u{1B}[?2026l"
    private static let lineEnd = "\u{1B}[K\r\n"

    init() { isTerminal = isatty(STDOUT_FILENO) == 1 && Self.variable("TERM") != "dumb" }

    /// Begins; where frames are appended, an introduction comes first.
    func begin(_ introduction: [String]) throws(ProgramError) {
        if isTerminal {
            try StandardOutput.write(Self.enter)
        } else {
            try print(introduction)
        }
    }

    /// Shows a frame, cut to the terminal's size.
    func show(_ lines: [String]) throws(ProgramError) {
        guard isTerminal else { return try print([""] + lines) }
        let size = Self.size
        let shown = Self.fitted(lines, rows: size.rows).map { String($0.prefix(size.columns)) }
        try StandardOutput.write(
            Self.frameBegin + shown.joined(separator: Self.lineEnd) + "\u{1B}[K" + Self.frameEnd
        )
    }

    /// Gives the terminal back; the last frame stays.
    func end(_ lines: [String]) throws(ProgramError) {
        if isTerminal { try StandardOutput.write(Self.leave) }
        try print(isTerminal ? lines : [""] + lines)
    }

    /// Leaves lines out above the last one where there is no room.
    static func fitted(_ lines: [String], rows: Int) -> [String] {
        guard lines.count > rows, let last = lines.last else { return lines }
        return lines.prefix(max(0, rows - 1)) + [last]
    }

    private func print(_ lines: [String]) throws(ProgramError) {
        try StandardOutput.write(lines.map { $0 + "\n" }.joined())
    }

    /// `COLUMNS` and `LINES` where they are set, else what the terminal says.
    private static var size: (rows: Int, columns: Int) {
        var size = winsize()
        let isKnown = unsafe ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0
        return (
            number("LINES") ?? (isKnown && size.ws_row > 0 ? Int(size.ws_row) : 24),
            number("COLUMNS") ?? (isKnown && size.ws_col > 0 ? Int(size.ws_col) : 80)
        )
    }

    private static func number(_ name: String) -> Int? {
        variable(name).flatMap { Int($0) }.flatMap { $0 > 0 ? $0 : nil }
    }

    private static func variable(_ name: String) -> String? {
        ProcessInfo.processInfo.environment[name]
    }
}
