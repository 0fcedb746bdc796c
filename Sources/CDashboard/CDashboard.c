// SPDX-License-Identifier: Apache-2.0

#include "CDashboard.h"

#pragma clang diagnostic ignored "-Wc23-extensions"

static const unsigned char index_html[] = {
#embed "Page/index.html"
};
static const unsigned char icon_svg[] = {
#embed "Page/icon.svg"
};
static const unsigned char dashboard_css[] = {
#embed "Page/dashboard.css"
};
static const unsigned char alerts_js[] = {
#embed "Page/alerts.js"
};
static const unsigned char answers_js[] = {
#embed "Page/answers.js"
};
static const unsigned char chart_js[] = {
#embed "Page/chart.js"
};
static const unsigned char dashboard_js[] = {
#embed "Page/dashboard.js"
};
static const unsigned char dom_js[] = {
#embed "Page/dom.js"
};
static const unsigned char explore_js[] = {
#embed "Page/explore.js"
};
static const unsigned char feed_js[] = {
#embed "Page/feed.js"
};
static const unsigned char format_js[] = {
#embed "Page/format.js"
};
static const unsigned char lists_js[] = {
#embed "Page/lists.js"
};
static const unsigned char overview_js[] = {
#embed "Page/overview.js"
};
static const unsigned char pipeline_js[] = {
#embed "Page/pipeline.js"
};
static const unsigned char readings_js[] = {
#embed "Page/readings.js"
};
static const unsigned char stages_js[] = {
#embed "Page/stages.js"
};
static const unsigned char tile_js[] = {
#embed "Page/tile.js"
};
static const unsigned char token_js[] = {
#embed "Page/token.js"
};
// The charting library is the distribution's package libjs-dygraphs, as it is installed.
static const unsigned char dygraph_js[] = {
#embed </usr/share/javascript/dygraphs/dygraph.min.js>
};
static const unsigned char dygraph_css[] = {
#embed </usr/share/javascript/dygraphs/dygraph.min.css>
};

#define HTML "text/html; charset=utf-8"
#define SVG "image/svg+xml"
#define CSS "text/css; charset=utf-8"
#define SCRIPT "text/javascript; charset=utf-8"
#define FILE(path, type, bytes) { path, type, bytes, sizeof bytes }

static const struct sg_page_file files[] = {
    FILE("/", HTML, index_html),
    FILE("/icon.svg", SVG, icon_svg),
    FILE("/dashboard.css", CSS, dashboard_css),
    FILE("/alerts.js", SCRIPT, alerts_js),
    FILE("/answers.js", SCRIPT, answers_js),
    FILE("/chart.js", SCRIPT, chart_js),
    FILE("/dashboard.js", SCRIPT, dashboard_js),
    FILE("/dom.js", SCRIPT, dom_js),
    FILE("/explore.js", SCRIPT, explore_js),
    FILE("/feed.js", SCRIPT, feed_js),
    FILE("/format.js", SCRIPT, format_js),
    FILE("/lists.js", SCRIPT, lists_js),
    FILE("/overview.js", SCRIPT, overview_js),
    FILE("/pipeline.js", SCRIPT, pipeline_js),
    FILE("/readings.js", SCRIPT, readings_js),
    FILE("/stages.js", SCRIPT, stages_js),
    FILE("/tile.js", SCRIPT, tile_js),
    FILE("/token.js", SCRIPT, token_js),
    FILE("/dygraph.js", SCRIPT, dygraph_js),
    FILE("/dygraph.css", CSS, dygraph_css),
};

size_t sg_page_file_count(void) { return sizeof files / sizeof files[0]; }

const struct sg_page_file *sg_page_file(size_t number) { return &files[number]; }
