// SPDX-License-Identifier: Apache-2.0

extension Plan.Table {
    /// Bytes of a row: nine words of its own, the cells, and its place in the index, which doubles
    /// when it is three quarters full and is there twice meanwhile.
    ///
    /// Sketches and distributions lie elsewhere; the row holds their handles.
    public var rowBytes: Int { 8 * (9 + cells.count + 4) }

    /// The most rows that one series can hold at once: a pane stays for `retention` after its end.
    public var rowsPerSeries: Int { Int((retention + 2 * paneSize - 1) / paneSize) + 1 }

    /// The most bytes of rows that one series can hold at once.
    public var bytesPerSeries: Int { rowBytes * rowsPerSeries }

    /// How many cells of a row hold a sketch or a distribution.
    public var sketchCount: Int { cells.count { $0.fold.isSketch } }
}
