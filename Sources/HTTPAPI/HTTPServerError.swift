// SPDX-License-Identifier: Apache-2.0

import Glibc

/// Why a server cannot listen, or not with these files.
public struct HTTPServerError: Error, Sendable, Equatable, CustomStringConvertible {
    /// What is wrong.
    public let code: Code
    /// The address as configured, with the port; or the path of a file.
    public let address: String
    /// What the system calls it.
    public let reason: String

    /// The kinds of errors; more may come.
    public struct Code: Sendable, Hashable {
        private let name: String

        /// Somebody else listens there.
        public static let addressInUse = Code(name: "addressInUse")
        /// The user of this process may not listen there.
        public static let addressNotAllowed = Code(name: "addressNotAllowed")
        /// No interface of this machine has the address, or nobody knows the name.
        public static let addressUnknown = Code(name: "addressUnknown")
        /// A file of a token, a certificate or a key cannot be used; `address` is its path.
        public static let fileUnusable = Code(name: "fileUnusable")
        /// The system refused something else, for want of memory, threads or descriptors.
        public static let systemRefused = Code(name: "systemRefused")
    }

    /// One sentence for the person who configured the address.
    public var description: String {
        switch code {
        case .addressInUse:
            "\(address) is in use: another process listens there; choose another port"
        case .addressNotAllowed:
            "\(address) is not allowed (\(reason)): ports below 1024 need a privilege"
        case .addressUnknown:
            "\(address) is not an address of this machine (\(reason))"
        case .fileUnusable: "cannot use \(address): \(reason)"
        default:
            "cannot listen on \(address): \(reason)"
        }
    }

    init(code: Code, address: String, reason: String) {
        self.code = code
        self.address = address
        self.reason = reason
    }

    /// A file that cannot be used, with what is wrong and what to do.
    init(unusable path: String, _ reason: String) {
        self.init(code: .fileUnusable, address: path, reason: reason)
    }

    /// What the system answered when asked for a socket there.
    init(systemError number: Int32, address: String) {
        code =
            switch number {
            case EADDRINUSE: .addressInUse
            case EACCES, EPERM: .addressNotAllowed
            case EADDRNOTAVAIL, EAFNOSUPPORT: .addressUnknown
            default: .systemRefused
            }
        self.address = address
        reason = unsafe String(cString: strerror(number))
    }
}
