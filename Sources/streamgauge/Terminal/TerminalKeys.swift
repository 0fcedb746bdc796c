// SPDX-License-Identifier: Apache-2.0

import Glibc

/// The keyboard of a terminal, key by key and without an echo, until its owner ends.
@safe struct TerminalKeys: ~Copyable {
    private let before: termios

    /// Takes the keyboard; nil: standard input is no terminal.
    init?() {
        var mode = termios()
        guard isatty(STDIN_FILENO) == 1, unsafe tcgetattr(STDIN_FILENO, &mode) == 0 else {
            return nil
        }
        before = mode
        mode.c_lflag &= ~tcflag_t(ICANON | ECHO)
        unsafe tcsetattr(STDIN_FILENO, TCSANOW, &mode)
    }

    deinit {
        var mode = before
        unsafe tcsetattr(STDIN_FILENO, TCSANOW, &mode)
    }

    /// What was typed since the last call; does not wait.
    func typed() -> [UInt8] {
        var state = pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)
        guard unsafe poll(&state, 1, 0) == 1, Int32(state.revents) & POLLIN != 0 else { return [] }
        var bytes = [UInt8](repeating: 0, count: 64)
        let count = unsafe read(STDIN_FILENO, &bytes, 64)
        return Array(bytes.prefix(max(0, count)))
    }
}
