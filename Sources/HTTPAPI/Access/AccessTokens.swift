// SPDX-License-Identifier: Apache-2.0

/// The tokens that there are, as digests, and the files that they come from.
struct AccessTokens {
    /// Tokens at most: each request is compared with all.
    static let limit = 64

    private struct Entry {
        let file: TokenFile
        var watch: FileWatch
        var digest: TokenDigest
    }

    private let key = TokenDigest.Key()
    private var entries: [Entry] = []

    /// Reads the tokens of files.
    ///
    /// - Throws: a file that cannot be used, and a token that two files hold.
    init(_ files: [TokenFile]) throws(HTTPServerError) {
        for file in files {
            let watch = FileWatch([file.path])
            let digest = TokenDigest(of: try file.read(), key)
            try requireNew(digest, file)
            entries.append(Entry(file: file, watch: watch, digest: digest))
        }
    }

    /// What a text allows as a token; nil: it is none.
    ///
    /// All tokens are compared whatever the first ones say.
    func scope(of text: [UInt8]) -> AccessScope? {
        let digest = TokenDigest(of: text, key)
        var found: AccessScope?
        for entry in entries where entry.digest == digest { found = entry.file.scope }
        return found
    }

    /// Reads files that changed; where one cannot be used, the token it had before goes on, and the
    /// file is read again the next time.
    ///
    /// - Parameter notice: Is told once of each change.
    /// - Returns: Whether a token is another one now.
    @discardableResult mutating func refresh(_ notice: (FileNotice) -> Void) -> Bool {
        var hasChanged = false
        for index in entries.indices where entries[index].watch.takeChange() {
            let file = entries[index].file
            do throws(HTTPServerError) {
                let digest = TokenDigest(of: try file.read(), key)
                guard digest != entries[index].digest else { continue }
                try requireNew(digest, file)
                entries[index].digest = digest
                hasChanged = true
                notice(.taken("http: the token \(file.name) was read anew"))
            } catch {
                let reason = error.description
                guard entries[index].watch.refuse(reason) else { continue }
                notice(.refused("http: the token \(file.name) stays as it was: \(reason)"))
            }
        }
        return hasChanged
    }

    /// Two names of one token would allow what either does.
    private func requireNew(
        _ digest: TokenDigest,
        _ file: TokenFile
    ) throws(HTTPServerError) {
        let others = entries.filter { $0.file.name != file.name }
        guard let other = others.first(where: { $0.digest == digest }) else { return }
        throw HTTPServerError(
            unusable: file.path,
            "it holds the same token as \(other.file.path); make one for each name"
        )
    }
}
