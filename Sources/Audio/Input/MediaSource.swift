/// An item in the form in which a playbin takes it.
struct MediaSource: Sendable {
  let item: UInt64
  let uri: String
  /// `nil` where GStreamer's type finders have to tell.
  let type: MediaType?
  let feed: ByteFeed?

  /// - Parameter length: of a byte source; `nil` where it does not know.
  init(_ item: AudioItem, length: Int64?) throws(AudioError) {
    self.item = item.id
    switch item.input {
    case .file(let path):
      let file = try MediaFile(path: path)
      uri = file.uri
      type = file.type
      feed = nil
    case .bytes(let bytes, let name):
      if let length, length <= 0 { throw .damaged(name: name, reason: "it is empty") }
      uri = "appsrc://"
      type = nil
      feed = ByteFeed(bytes, length: length)
    }
  }
}
