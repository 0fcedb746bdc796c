// SPDX-License-Identifier: Apache-2.0

/// The distance that keeps two words from disturbing each other.
public enum CacheLine {
    /// Bytes between words written by different threads.
    ///
    /// Two lines of 64 bytes, because processors fetch the neighbor line along.
    public static let bytes = 128
}
