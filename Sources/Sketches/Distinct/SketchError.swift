// SPDX-License-Identifier: Apache-2.0

/// Why bytes are no sketch that can be read here.
public enum SketchError: Error, Equatable, Sendable {
    /// Fewer or more bytes than the header says.
    case wrongLength
    /// Not a DataSketches HLL image of serial version 1, or a size out of range.
    case unknownFormat
    /// A valid kind of image that is not read here: registers of 4 or 6 bits, or not compact.
    case unsupportedKind
    /// A coupon or register that no item can make.
    case invalidContent
}
