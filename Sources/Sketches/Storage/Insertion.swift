// SPDX-License-Identifier: Apache-2.0

/// What became of a word that was put into a table of fixed size.
enum Insertion {
    case present, added, full
}
