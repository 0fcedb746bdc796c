// SPDX-License-Identifier: Apache-2.0

import Glibc

/// What the operating system says about a call that failed.
enum SystemError {
    /// Text of the calling thread's last error.
    static var last: String {
        let code = errno
        return unsafe strerror(code).map { unsafe String(cString: $0) } ?? "error \(code)"
    }
}
