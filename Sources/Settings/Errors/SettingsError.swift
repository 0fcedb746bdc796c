// SPDX-License-Identifier: Apache-2.0

public import YAMLText

/// One fault in the settings: what, where and what to do.
public typealias SettingsError = TextError

/// Where a setting was written, so that an error can point at it.
public typealias SettingsLocation = TextLocation
