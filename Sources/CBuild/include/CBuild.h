// SPDX-License-Identifier: Apache-2.0
// What only the build knows.

#ifndef STREAMGAUGE_CBUILD_H
#define STREAMGAUGE_CBUILD_H

/// The commit that was built, with `+changes` where files differed from it; `unknown` without git.
const char *sg_build_commit(void);

#endif
