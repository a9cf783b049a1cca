import Glibc
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
      ? "<\(Self.priority(of: event.level))>" : "\(Self.now()) \(event.level) "
    let details = metadata.merging(event.metadata ?? [:]) { _, new in new }.sorted { $0.key < $1.key }
      .map { " \($0.key)=\($0.value)" }.joined()
    // A title may hold line ends: an event stays one line.
    let text = "\(event.message)".replacing("\n", with: " ").replacing("\r", with: " ")
    StandardError.write("\(start)\(label): \(text)\(details)\n")
  }

  /// The UTC time as ISO 8601 writes it, by the system's calendar: Foundation's costs a megabyte of its own.
  private static func now() -> String {
    var seconds = time(nil)
    var parts = tm()
    gmtime_r(&seconds, &parts)
    var text = [CChar](repeating: 0, count: 32)
    let count = strftime(&text, text.count, "%Y-%m-%dT%H:%M:%SZ", &parts)
    return String(decoding: text.prefix(count).map(UInt8.init(bitPattern:)), as: UTF8.self)
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
