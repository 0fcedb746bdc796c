// SPDX-License-Identifier: Apache-2.0

import Settings

/// Where reading begins as the settings say it; the Kafka target has a type of the same name.
typealias ConfiguredStart = StartPosition
