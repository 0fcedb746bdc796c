// SPDX-License-Identifier: Apache-2.0

/// The built-in KPIs.
///
/// Nothing in the program knows one of them by name: a KPI is what its definition says, and the
/// definitions are a text (``yaml``). The market definitions they follow are told by each KPI's
/// `source`.
public enum Catalogue {
    /// All built-in KPIs in the order of their channels.
    ///
    /// - Parameter parameters: What settings say of sessions and attribution. A value that differs
    ///   from its default is part of the definition of each KPI that depends on it.
    /// - Returns: The KPIs; ids differ.
    public static func kpis(parameters: Parameters = Parameters()) -> [KPI] {
        Definitions.builtIn.kpis(parameters: parameters)
    }
}
