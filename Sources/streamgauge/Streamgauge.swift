// SPDX-License-Identifier: Apache-2.0

@main
struct Streamgauge {
    static func main() {}
}
