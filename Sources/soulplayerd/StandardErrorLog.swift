import Foundation
import Logging

/// The daemon's log: a line an event on standard error, where the journal or a terminal shows it.
struct StandardErrorLog: LogHandler {
  let label: String
  var logLevel: Logger.Level
  var metadata = Logger.Metadata()
  /// The journal adds the time itself and takes a line's priority from its beginning (sd-daemon(3)).
  private let isJournal: Bool

  init(label: String, logLevel: Logger.Level, isJournal: Bool) {
    self.label = label
    self.logLevel = logLevel
    self.isJournal = isJournal
  }

  subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }

  func log(event: LogEvent) {
    let start =
      isJournal
      ? "<\(Self.priority(of: event.level))>" : "\(Date().formatted(.iso8601)) \(event.level) "
    let details = metadata.merging(event.metadata ?? [:]) { _, new in new }.sorted { $0.key < $1.key }
      .map { " \($0.key)=\($0.value)" }.joined()
    // A title may hold line ends: an event stays one line.
    let text = "\(event.message)".replacing("\n", with: " ").replacing("\r", with: " ")
    FileHandle.standardError.write(Data("\(start)\(label): \(text)\(details)\n".utf8))
  }

  /// Syslog's numbers.
  private static func priority(of level: Logger.Level) -> Int {
    switch level {
    case .trace, .debug: 7
    case .info: 6
    case .notice: 5
    case .warning: 4
    case .error: 3
    case .critical: 2
    }
  }
}
