// SPDX-License-Identifier: Apache-2.0

import Events
import Pipeline
import Settings

extension Arguments {
    /// Format and name of the source of a file's records: those of the topic, else of the first input.
    func source(_ settings: Settings) throws(ProgramError) -> IngestConfiguration.Source {
        var sources = InputSources(settings.inputs)
        var source = sources.first
        if let topic = text("topic") {
            guard let number = sources.number(of: topic) else {
                let known = settings.inputs.flatMap(\.topics)
                let nearest = NearestWord.to(topic, among: known).map { "did you mean \($0)?" }
                throw .usage(
                    "--topic \(topic) is no input of the settings; "
                        + (nearest ?? "name the file of settings with --config")
                )
            }
            source = sources.sources[number]
        }
        if let name = text("format") {
            let known = Events.InputFormat.allCases.map(\.rawValue)
            guard let format = Events.InputFormat(rawValue: name) else {
                throw .usage(
                    "--format must be one of \(known.joined(separator: ", ")), not '\(name)'"
                )
            }
            guard format != source.format else { return source }
            guard format != .mapped else {
                throw .usage("--format mapped is described by an input; name it with --topic")
            }
            source.format = format
            source.data = nil
            source.mapping = nil
        }
        return source
    }
}
