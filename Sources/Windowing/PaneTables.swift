// SPDX-License-Identifier: Apache-2.0

/// Owns pane tables: they live as long as this.
///
/// Keep it while any copy of a `PaneTable`, `PaneRow` or `RowCopies` of it is in use.
@safe public final class PaneTables: @unchecked Sendable {
    // Unchecked Sendable: constant but for the tables' own words, see `PaneTable`.

    /// How many tables there are.
    public let count: Int

    @usableFromInline let tables: UnsafeMutablePointer<PaneTable>

    /// Empty tables.
    ///
    /// - Parameters:
    ///   - shapes: One for each table.
    ///   - budget: How many rows they may hold, together with all others that share it.
    public init(_ shapes: [PaneTable.Shape], budget: RowBudget) {
        count = shapes.count
        unsafe tables = .allocate(capacity: max(shapes.count, 1))
        for (index, shape) in shapes.enumerated() {
            unsafe (tables + index).initialize(to: PaneTable(shape, budget: budget))
        }
    }

    // Handles are trivial; the headers behind them were made in `init` and go only here.
    deinit {
        for index in 0..<count { unsafe tables[index].destroy() }
        unsafe tables.deallocate()
    }

    /// A table, by the position of its shape.
    @inlinable public subscript(_ index: Int) -> PaneTable {
        precondition(index >= 0 && index < count, "a table has the position of a shape")
        return unsafe tables[index]
    }
}
