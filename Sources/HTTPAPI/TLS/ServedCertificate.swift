// SPDX-License-Identifier: Apache-2.0

/// The credentials that connections begin with now; for the server's thread alone.
struct ServedCertificate {
    /// Those of the files, as they were last found good.
    private(set) var credentials: TLSCredentials
    private let files: TLSFiles
    private let counts: ServerCounts
    private var watch: FileWatch

    /// Reads files.
    init(_ files: TLSFiles, _ counts: ServerCounts) throws(HTTPServerError) {
        let watch = FileWatch(files.paths)
        credentials = try TLSCredentials(files)
        self.watch = watch
        self.files = files
        self.counts = counts
        counts.set(certificateExpiry: credentials.expiry)
    }

    /// Reads the files if one changed; where they cannot be used, the old ones go on until
    /// they can.
    ///
    /// - Parameter notice: Is told once of each change.
    mutating func refresh(_ notice: (FileNotice) -> Void) {
        guard watch.takeChange() else { return }
        do throws(HTTPServerError) {
            credentials = try TLSCredentials(files)
            counts.set(certificateExpiry: credentials.expiry)
            notice(.taken("http: the certificate was read anew; new connections get it"))
        } catch {
            let reason = error.description
            guard watch.refuse(reason) else { return }
            notice(.refused("http: the certificate stays as it was: \(reason)"))
        }
    }
}
