// SPDX-License-Identifier: Apache-2.0

/// Lines of an access log as a web server writes them: what pages load stands between the pages.
///
/// A quarter of the lines are pages, which is more than most servers see: the median page on the Web
/// makes some 70 requests (HTTP Archive, Web Almanac 2024), many of them to its own server.
enum ServerLog {
    /// 500 lines, the same each time.
    static let lines: [[UInt8]] = (0..<500).map { number in
        let visitor = number * 7 % 40
        let minute = String(10 + number % 50)
        let start = "203.0.113.\(visitor) - - [02/Mar/2026:10:\(minute):0\(number % 10) +0100]"
        let agent = agents[visitor % agents.count]
        let (request, status, referrer) = requests[number % requests.count]
        let end = "\(status) \(900 + number) \"\(referrer)\" \"\(agent)\""
        return Array("\(start) \"\(request)\" \(end)".utf8)
    }

    private static let mail = "https://mail.example/"
    private static let google = "https://www.google.com/"
    private static let home = "https://shop.example/"
    private static let page = "https://shop.example/p/42"
    private static let found = "https://shop.example/search?q=running+shoes"

    private static let requests: [(request: String, status: Int, referrer: String)] = [
        ("GET /p/42?utm_medium=email&utm_campaign=spring HTTP/1.1", 200, mail),
        ("GET /assets/main-4f1c2a.css HTTP/1.1", 200, page),
        ("GET /assets/main-7be901.js HTTP/1.1", 200, page),
        ("GET /fonts/inter-regular.woff2 HTTP/1.1", 200, page),
        ("GET /img/products/42/front@2x.webp HTTP/1.1", 304, page),
        ("GET /category/shoes?page=2 HTTP/1.1", 200, "https://shop.example/category/shoes"),
        ("GET /img/products/57/front@2x.webp HTTP/1.1", 200, page),
        ("GET /img/products/58/front@2x.webp HTTP/1.1", 200, page),
        ("POST /cart HTTP/1.1", 303, page),
        ("GET /cart HTTP/1.1", 200, page),
        ("GET /favicon.ico HTTP/1.1", 200, "-"),
        ("GET /old/p/42 HTTP/1.1", 301, google),
        ("GET / HTTP/1.1", 200, google),
        ("GET /img/hero.avif HTTP/1.1", 200, home),
        ("GET /assets/search-0be221.js HTTP/1.1", 200, home),
        ("GET /wp-login.php HTTP/1.1", 404, "-"),
        ("GET /search?q=running+shoes HTTP/1.1", 200, home),
        ("GET /img/products/11/front.jpg HTTP/1.1", 200, found),
        ("GET /img/products/12/front.jpg HTTP/1.1", 200, found),
        ("GET /api/stock.json HTTP/1.1", 200, found),
    ]

    private static let agents = [
        "Mozilla/5.0 (Windows NT 10.0; Win64; x64) \(webKit) Chrome/143.0.0.0 Safari/537.36",
        "Mozilla/5.0 (iPhone; CPU iPhone OS 18_7 like Mac OS X) \(webKit) Version/26.0 Safari/604.1",
        "Mozilla/5.0 (Linux; Android 10; K) \(webKit) Chrome/143.0.0.0 Mobile Safari/537.36",
        "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
        "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) \(webKit) Version/26.0 Safari/605.1.15",
        "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
    ]

    private static let webKit = "AppleWebKit/537.36 (KHTML, like Gecko)"
}
