import Foundation
import Model

/// Decides which scanned file is which file of the library.
struct FileMatching {
  enum Match {
    case new
    /// The file at this path, as it is now.
    case same(FileRow)
    /// A file that was elsewhere before.
    case renamed(FileRow)
  }

  private let rows: FileRows
  /// Files whose content turned up at another path of the batch, while something else lies at theirs.
  private(set) var displaced: [Int64: FileRow] = [:]
  private var claimed: Set<Int64> = []

  init(_ rows: FileRows) {
    self.rows = rows
  }

  /// - Returns: a match for each file, in order.
  mutating func matches(_ files: [ScannedFile]) throws -> [Match] {
    let known = try files.map { try rows.row(at: $0.path) }
    // Contents that are not where they were: of new paths and of files that are no longer the same.
    var arrivals: Set<FileContent> = []
    for (file, row) in zip(files, known) where row?.content != file.content {
      arrivals.insert(file.content)
    }
    for (file, row) in zip(files, known) {
      guard let row, row.content != file.content, arrivals.contains(row.content) else { continue }
      displaced[row.id] = row
    }
    return try zip(files, known).map { file, row in try match(file, row) }
  }

  /// The displaced files that no scanned file turned out to be.
  var lost: [FileRow] {
    displaced.values.filter { !claimed.contains($0.id) }
  }

  private mutating func match(_ file: ScannedFile, _ row: FileRow?) throws -> Match {
    if let row, displaced[row.id] == nil {
      claimed.insert(row.id)
      return .same(row)
    }
    var candidates = displaced.values.filter { $0.content == file.content }.sorted { $0.id < $1.id }
    candidates += try rows.goneRows(of: file.content)
    candidates.removeAll { claimed.contains($0.id) }
    guard let first = candidates.first else { return .new }
    let name = (file.path as NSString).lastPathComponent
    let best =
      candidates.first { $0.inode == file.stamp.inode }
      ?? candidates.first { ($0.path as NSString?)?.lastPathComponent == name } ?? first
    claimed.insert(best.id)
    return .renamed(best)
  }
}

extension ScannedFile {
  fileprivate var content: FileContent { FileContent(size: stamp.size, hash: hash) }
}
