// SPDX-License-Identifier: Apache-2.0

import Glibc
import Testing

@testable import HTTPAPI

struct HTTPServerErrorTests {
    @Test(arguments: [
        (EADDRINUSE, HTTPServerError.Code.addressInUse, "a:80 is in use"),
        (EACCES, .addressNotAllowed, "a:80 is not allowed (Permission denied)"),
        (EPERM, .addressNotAllowed, "a:80 is not allowed"),
        (EADDRNOTAVAIL, .addressUnknown, "a:80 is not an address of this machine"),
        (EMFILE, .systemRefused, "cannot listen on a:80: Too many open files"),
    ])
    func `what the system answers becomes a sentence with the address`(
        number: Int32,
        code: HTTPServerError.Code,
        beginning: String
    ) {
        let error = HTTPServerError(systemError: number, address: "a:80")
        #expect(error.code == code)
        #expect(error.description.hasPrefix(beginning))
    }
}
