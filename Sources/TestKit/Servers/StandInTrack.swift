/// A track of a stand-in server's. Nothing of it needs escaping in JSON.
public struct StandInTrack: Sendable {
  public var id: String
  public var title: String
  public var artist: String
  public var album: String

  public init(id: String, title: String, artist: String = "Artist", album: String = "Album") {
    self.id = id
    self.title = title
    self.artist = artist
    self.album = album
  }

  var json: String {
    """
    {"id":"\(id)","title":"\(title)","artist":"\(artist)","album":"\(album)","duration_seconds":1.5,\
    "file_format":"flac","updated_at":"2026-01-02T03:04:05Z"}
    """
  }

  var legacyJSON: String {
    """
    {"id":"\(id)","title":"\(title)","artist_name":"\(artist)","album_title":"\(album)","duration_seconds":1.5,\
    "file_format":"flac","updated_at":"2026-01-02 03:04:05"}
    """
  }
}
