// SPDX-License-Identifier: Apache-2.0

/// The plain bytes of an input, whether it is packed or not.
///
/// The first bytes decide, not the name: gzip and Zstandard are unpacked, anything else is taken as
/// it is. Owns the memory of `packed`; ranges of it lie in `0..<chunkSize`.
@safe struct InputBytes: ~Copyable {
    private static var chunkSize: Int { 128 << 10 }
    /// So many first bytes tell every format.
    private static var signatureSize: Int { 4 }

    /// Bytes read from the file itself.
    private(set) var readCount = 0
    private let file: InputFile
    private var decoder: (any StreamDecoder)?
    private let packed: UnsafeMutableRawBufferPointer
    /// What of `packed` is still to be unpacked.
    private var rest = 0..<0
    private var isAtEnd = false
    private var isBegun = false

    /// The bytes of a file.
    init(_ file: consuming InputFile) {
        self.file = file
        unsafe packed = .allocate(byteCount: Self.chunkSize, alignment: 64)
    }

    deinit { unsafe packed.deallocate() }

    /// What messages call the input.
    var name: String { file.name }

    /// Gives the next bytes.
    ///
    /// - Parameter output: receives them; not empty.
    /// - Returns: how many there are; 0: the end.
    /// - Throws: reading failed, or the input is damaged or cut off.
    mutating func read(into output: UnsafeMutableRawBufferPointer) throws(ProgramError) -> Int {
        if !isBegun { try begin() }
        while true {
            if rest.isEmpty, !isAtEnd { try fill() }
            guard let decoder else { return unsafe copy(into: output) }
            let step = try unsafe unpack(decoder, output)
            if step.produced > 0 { return step.produced }
            guard isAtEnd, step.consumed == 0 else { continue }
            guard decoder.isAtBoundary, rest.isEmpty else {
                throw ProgramError(.data, "\(name) is cut off; get the whole file")
            }
            return 0
        }
    }

    private mutating func begin() throws(ProgramError) {
        isBegun = true
        // A pipe may give few bytes at a time.
        while rest.count < Self.signatureSize, !isAtEnd { try fill() }
        let signature = unsafe packed[rest].prefix(Self.signatureSize)
        if unsafe signature.starts(with: [0x1F, 0x8B]) {
            decoder = GzipDecoder()
        } else if unsafe signature.elementsEqual([0x28, 0xB5, 0x2F, 0xFD]) {
            decoder = ZstdDecoder()
        }
    }

    private mutating func copy(into output: UnsafeMutableRawBufferPointer) -> Int {
        let count = min(rest.count, output.count)
        let next = rest.lowerBound..<rest.lowerBound + count
        unsafe output.copyMemory(from: UnsafeRawBufferPointer(rebasing: packed[next]))
        rest = next.upperBound..<rest.upperBound
        return count
    }

    private mutating func unpack(
        _ decoder: any StreamDecoder,
        _ output: UnsafeMutableRawBufferPointer
    ) throws(ProgramError) -> (consumed: Int, produced: Int) {
        if rest.isEmpty, decoder.isAtBoundary { return (0, 0) }
        do throws(DamagedStream) {
            let input = unsafe UnsafeRawBufferPointer(rebasing: packed[rest])
            let step = try unsafe decoder.decode(input, into: output)
            rest = rest.lowerBound + step.consumed..<rest.upperBound
            return step
        } catch {
            throw ProgramError(.data, "\(name) is damaged: \(error.reason); get it anew")
        }
    }

    /// Reads on behind what is there.
    private mutating func fill() throws(ProgramError) {
        if rest.isEmpty { rest = 0..<0 }
        let free = unsafe UnsafeMutableRawBufferPointer(rebasing: packed[rest.upperBound...])
        let count = try unsafe file.read(into: free)
        rest = rest.lowerBound..<rest.upperBound + count
        readCount += count
        isAtEnd = count == 0
    }
}
