import GRDB

extension ServerStore {
  private static let batch = 1_000

  /// Makes the documents that are missing, so that a sync has only to read them.
  ///
  /// Ends when none is left or the task is cancelled; a batch is a transaction, and others write in between.
  public func prepareDocuments() async throws(LibraryError) {
    var last: Int64 = 0
    while !Task.isCancelled {
      let reached: Int64? = try await library.write("prepare a sync") { [last] database in
        let numbers = try Int64.fetchAll(
          database.cachedStatement(
            sql: """
              SELECT g.sequence FROM server_changes g
              WHERE g.sequence > ? AND g.is_deleted = 0
                AND NOT EXISTS (SELECT 1 FROM server_documents WHERE sequence = g.sequence)
              ORDER BY g.sequence LIMIT \(Self.batch)
              """), arguments: [last])
        guard let first = numbers.first, let end = numbers.last else { return nil }
        try database.cachedStatement(
          sql: """
            INSERT INTO server_documents (sequence, document)
            SELECT g.sequence, (SELECT \(TrackDocument.made) \(TrackDocument.source) WHERE t.id = g.track_id)
            FROM server_changes g
            WHERE g.sequence BETWEEN ? AND ? AND g.is_deleted = 0
              AND NOT EXISTS (SELECT 1 FROM server_documents WHERE sequence = g.sequence)
            ORDER BY g.sequence
            """
        ).execute(arguments: [first, end])
        return end
      }
      guard let reached else { return }
      last = reached
    }
  }
}
