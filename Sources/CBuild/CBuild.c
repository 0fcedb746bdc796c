// SPDX-License-Identifier: Apache-2.0

#include "CBuild.h"

const char *sg_build_commit(void) { return SG_COMMIT; }
