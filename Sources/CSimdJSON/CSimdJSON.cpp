// SPDX-License-Identifier: Apache-2.0
#include "CSimdJSON.h"
#include <simdjson.h>
