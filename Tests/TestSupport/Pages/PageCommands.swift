// SPDX-License-Identifier: Apache-2.0

/// Which commands of the pages tests run, and why not the others.
public enum PageCommands {
    /// Commands of a page, by how their first line begins.
    public struct Rule: Sendable {
        /// Where they stand.
        public let page: String
        /// How their first line begins; empty: all of the page.
        public let start: String
        /// Why they are not run; nil: they are, and go on until somebody ends them.
        public let reason: String?

        /// Whether it is about a command.
        public func covers(_ block: DocumentedPage.Block, of page: String) -> Bool {
            page == self.page && (block.lines.first ?? "").hasPrefix(start)
        }
    }

    /// Pages that a test follows to the letter, but for what a rule says.
    public static let followed: Set = [
        "Alerts.md", "Concepts.md", "Consumers.md", "Processors.md", "QuickStart.md", "README.md",
        "Security.md", "Sizing.md", "Snapshots.md", "Upgrade.md",
    ]

    /// What is not simply run to its end.
    public static let rules: [Rule] = [
        stays("Alerts.md", "kcat "),
        leaves("Benchmarks.md", "", "takes an hour"),
        stays("Consumers.md", "python3 deploy/examples/python/alerts.py"),
        leaves("Deployment.md", "./deploy/kafka/plan", "PlanTests run it"),
        leaves(
            "Deployment.md",
            "./deploy/debian/build",
            "deploy/debian/test runs it in a root of its own"
        ),
        leaves("Deployment.md", "docker ", "there is no engine; deploy/container/test replays it"),
        leaves("Deployment.md", "streamgauge check --init-key key", "there is no cluster"),
        leaves(
            "Deployment.md",
            "streamgauge check --config",
            "settings of one's own; ConnectedCheckTests run it"
        ),
        leaves("Deployment.md", "streamgauge --version", "the quick start does"),
        stays("Processors.md", "java "),
        leaves(
            "Processors.md",
            "./deploy/examples/flink/run",
            "deploy/examples/flink/test runs it"
        ),
        leaves("QuickStart.md", "apt-get update", "deploy/test-fresh types it"),
        leaves("QuickStart.md", "systemctl disable", "changes the machine"),
        leaves("QuickStart.md", "./deploy/build", "the program of the tests is taken"),
        leaves("QuickStart.md", "\"$KAFKA_HOME/bin/kafka-storage.sh", broker),
        leaves("QuickStart.md", "view=", "takes five minutes"),
        stays("QuickStart.md", "prometheus"),
        stays("QuickStart.md", "streamgauge run "),
        leaves("README.md", "./deploy/demo", "DemoTests and deploy/test-fresh run the demo"),
        leaves("README.md", "./deploy/test", "would run itself"),
        leaves("README.md", "apt-get update", "deploy/test-fresh types it"),
        leaves("README.md", "export KAFKA_HOME", broker),
        leaves("README.md", "bin/kafka-topics.sh", broker),
        leaves("README.md", "./deploy/build", "the program of the tests is taken"),
        stays("README.md", "streamgauge run "),
        stays("README.md", "kcat -C "),
        stays("README.md", "curl "),
        leaves(
            "README.md",
            "streamgauge state --config shop.yaml reset",
            "asks; StateTests run it"
        ),
        leaves("README.md", "streamgauge replay --config shop.yaml", "there is no such file"),
        leaves("README.md", "swift build", "takes minutes"),
        leaves("README.md", "LONG_TESTS=1", "takes minutes"),
        leaves(
            "Runbook.md",
            "systemctl status",
            "deploy/test-fresh asks a service of systemd"
        ),
        leaves("Security.md", "./Benchmarks/load", "takes minutes"),
        leaves("Security.md", "umask 027", "writes to /etc, for the user of the service"),
        leaves("Security.md", "curl -H", "asks a host of one's own"),
        stays("Snapshots.md", "kcat -C -b localhost:9092 -t kpi-snapshots-early -o end"),
        leaves("Upgrade.md", "apt-get install", "changes the machine"),
    ]

    private static let broker = "tests start a broker, on a port of their own"

    private static func stays(_ page: String, _ start: String) -> Rule {
        Rule(page: page, start: start, reason: nil)
    }

    private static func leaves(_ page: String, _ start: String, _ reason: String) -> Rule {
        Rule(page: page, start: start, reason: reason)
    }

    /// The rule about a command.
    ///
    /// - Parameters:
    ///   - block: a command.
    ///   - page: where it stands.
    /// - Returns: nil: it is run to its end.
    public static func rule(for block: DocumentedPage.Block, of page: String) -> Rule? {
        rules.first { $0.covers(block, of: page) }
    }
}
