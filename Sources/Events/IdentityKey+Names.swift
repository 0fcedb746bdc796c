// SPDX-License-Identifier: Apache-2.0

extension IdentityKey {
    /// What `Event.name` holds for a name under this key, whatever the source.
    ///
    /// - Parameter name: A goal, or the type of an event outside the native list.
    /// - Returns: The hash; 0 for an empty name.
    public func hash(ofName name: String) -> UInt64 {
        let hasher = IdentityHasher(key: self, source: "")
        var name = name
        return name.withUTF8 { bytes in
            guard let start = bytes.baseAddress else { return 0 }
            return hasher.identity(unsafe ByteSlice(start: start, count: bytes.count), .name)
        }
    }
}
