// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@testable import HTTPAPI

struct DashboardFilesTests {
    private func text(_ path: String) throws -> String {
        let route = try #require(DashboardFiles.routes[path])
        return String(decoding: try route.answer(HTTPRequest(path: path)).body.bytes, as: UTF8.self)
    }

    @Test func `all that the page and its scripts name is there`() throws {
        let page = try text("/")
        var waiting = page.matches(of: /(?:href|src)="([a-z.]+)"/).map { "/" + $0.output.1 }
        var seen: Set<String> = []
        while let path = waiting.popLast() {
            guard seen.insert(path).inserted else { continue }
            let content = try text(path)
            guard path.hasSuffix(".js"), path != "/dygraph.js" else { continue }
            waiting += content.matches(of: /from "\.(\/[a-z]+\.js)"/).map { String($0.output.1) }
        }
        #expect(seen.union(["/"]) == Set(DashboardFiles.routes.keys))
    }

    @Test func `nothing of it runs or loads from elsewhere`() throws {
        for path in DashboardFiles.routes.keys
        where !path.hasPrefix("/dygraph") && path != "/icon.svg" {
            // The name of SVG's vocabulary looks like an address, and is none.
            let content = try text(path).replacing("http://www.w3.org/2000/svg", with: "")
            #expect(!content.contains("://"), "\(path)")
            #expect(!content.contains("innerHTML"), "\(path)")
        }
        let page = try text("/")
        #expect(!page.contains("<style") && !page.contains("style=") && !page.contains("onload="))
    }

    @Test func `browsers are told to take nothing from elsewhere`() throws {
        let route = try #require(DashboardFiles.routes["/"])
        let answer = try route.answer(HTTPRequest(path: "/"))
        #expect(answer.contentSecurityPolicy.hasPrefix("default-src 'none'; script-src 'self';"))
        #expect(answer.version != nil)
    }
}
