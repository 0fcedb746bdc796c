// SPDX-License-Identifier: Apache-2.0

/// How bad it is what a rule tells.
public enum RuleSeverity: String, Choice, Sendable, Hashable { case warn, breach }
