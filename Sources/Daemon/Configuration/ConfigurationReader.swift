import Audio
import Foundation
import Model
import Playback
import TOMLKit

/// Reads `config.toml`. An unknown key or a wrong type is refused with its line: a typing error must not
/// silently become a default.
public struct ConfigurationReader {
  private let file: String
  private let text: String

  /// - Parameter mustExist: whether the person named this file; the usual one may be absent.
  /// - Throws: `ConfigurationError`.
  public static func read(_ file: String, mustExist: Bool) throws(ConfigurationError) -> Configuration {
    let data: Data
    do {
      data = try Data(contentsOf: URL(fileURLWithPath: file))
    } catch CocoaError.fileReadNoSuchFile where !mustExist {
      return Configuration()
    } catch {
      throw ConfigurationError(
        file: file, line: nil, sentence: "The file can't be read: \(error.systemReason)")
    }
    guard let text = String(data: data, encoding: .utf8) else {
      throw ConfigurationError(file: file, line: nil, sentence: "The file is not UTF-8; save it as UTF-8.")
    }
    return try ConfigurationReader(file: file, text: text).configuration()
  }

  private func configuration() throws(ConfigurationError) -> Configuration {
    var result = Configuration()
    for (section, value) in try parsed() {
      guard let known = Self.keys[section] else {
        throw error(
          section, in: nil, "There is no section [\(section)]; the sections are \(Self.list(Self.keys.keys))."
        )
      }
      guard let table = value.table else {
        throw error(section, in: nil, "“\(section)” is a section: write [\(section)] and its keys below.")
      }
      for (key, value) in table {
        guard let read = known[key] else {
          throw error(
            key, in: section,
            "[\(section)] has no key “\(key)”; its keys are \(Self.list(known.keys)).")
        }
        if let complaint = read(value, &result) {
          throw error(key, in: section, "“\(key)” \(complaint).")
        }
      }
    }
    return result
  }

  private func parsed() throws(ConfigurationError) -> TOMLTable {
    do {
      return try TOMLTable(string: text)
    } catch let error as TOMLParseError {
      throw ConfigurationError(
        file: file, line: error.source.begin.line, sentence: "This is not TOML: \(error.description)")
    } catch {
      throw ConfigurationError(file: file, line: nil, sentence: "This is not TOML: \(error)")
    }
  }

  /// Takes a key's value into the configuration, or says what the key takes.
  private typealias Key = @Sendable (any TOMLValueConvertible, inout Configuration) -> String?

  private static let keys: [String: [String: Key]] = [
    "audio": [
      "sink": { value, configuration in
        guard let sink = value.string, !sink.isEmpty else {
          return "takes a gst-launch description in quotes, such as \"autoaudiosink\""
        }
        configuration.audio.sink = sink
        return nil
      }
    ],
    "playback": [
      "previous_restarts_after": { value, configuration in
        let takes = "takes seconds from 0 (never) to 3600"
        guard let seconds = value.int.map(Double.init) ?? value.double, (0...3600).contains(seconds) else {
          return takes
        }
        configuration.playback.previousRestartsAfter = seconds == 0 ? nil : MediaTime(seconds: seconds)
        return nil
      },
      "replaygain": { value, configuration in
        guard let mode = value.string.flatMap(ReplayGainMode.init) else {
          return "takes \(list(ReplayGainMode.allCases.map { "\"\($0.rawValue)\"" }))"
        }
        configuration.audio.replayGain = mode
        return nil
      },
    ],
    "library": [
      "folders": { value, configuration in
        let takes = "takes a list of absolute paths in quotes, such as [\"/home/ada/Music\"]"
        guard let array = value.array else { return takes }
        var folders: [String] = []
        for element in array {
          guard let path = element.string else { return takes }
          let expanded = path.hasPrefix("~/") ? Directories.home() + path.dropFirst() : path
          guard expanded.hasPrefix("/") else { return takes }
          folders.append(expanded)
        }
        configuration.folders = folders
        return nil
      }
    ],
    "sync": [
      "interval": { value, configuration in
        guard let minutes = value.int, (1...10_080).contains(minutes) else {
          return "takes whole minutes from 1 to 10080 (a week)"
        }
        configuration.syncInterval = .seconds(minutes * 60)
        return nil
      }
    ],
  ]

  private static func list(_ names: some Sequence<String>) -> String {
    names.sorted().joined(separator: ", ")
  }

  private func error(_ key: String, in section: String?, _ sentence: String) -> ConfigurationError {
    ConfigurationError(file: file, line: line(of: key, in: section), sentence: sentence)
  }

  /// The parser keeps no positions of values: the line is the first below its section's head that names the key.
  private func line(of key: String, in section: String?) -> Int? {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    func names(_ line: Substring, _ word: String) -> Bool {
      line.prefix { $0 != "#" }.split { !($0.isLetter || $0.isNumber || $0 == "_" || $0 == "-") }.contains {
        $0 == word
      }
    }
    let head = section.flatMap { section in lines.firstIndex { names($0, section) } } ?? 0
    return lines[head...].firstIndex { names($0, key) }.map { $0 + 1 }
  }
}
