// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import HTTPAPI

struct FileWatchTests {
    private let folder: SecretFolder
    private var watch: FileWatch

    init() throws {
        folder = try SecretFolder()
        watch = FileWatch([try folder.write("one", to: "f")])
    }

    @Test mutating func `a change is told once, when it has been seen twice`() throws {
        let before = watch.takeChange()
        try folder.write("another", to: "f")
        let found = (0..<4).map { _ in watch.takeChange() }
        #expect(!before && found == [false, true, false, false])
    }

    @Test mutating func `what could not be used is told until it can`() throws {
        try folder.write("another", to: "f")
        let found = (0..<2).map { _ in watch.takeChange() }
        #expect(found == [false, true])
        for isNew in [true, false] {
            let isNews = watch.refuse("the disk failed")
            let isTold = watch.takeChange()
            #expect(isNews == isNew && isTold)
        }
        let later = (0..<2).map { _ in watch.takeChange() }
        #expect(later == [false, false])
    }

    @Test mutating func `another change is told with its reason, though it is the same`() throws {
        for text in ["another", "the third"] {
            try folder.write(text, to: "f")
            let found = (0..<2).map { _ in watch.takeChange() }
            let isNews = watch.refuse("the disk failed")
            #expect(found == [false, true] && isNews)
        }
    }
}
