public import Audio
public import Library
public import Model

/// Why the player refused a call. Nothing has changed then.
public enum PlaybackError: Error, Equatable {
  /// Not a URI that the player takes.
  case unknownURI(String)
  /// The URI names something that isn't there.
  case notFound(String)
  case noSuchPlaylist(String)
  /// The playlist is there, but nothing is in it.
  case emptyPlaylist(String)
  /// The file can't be opened, or must not be.
  case notPlayable(AudioError)
  /// The file's name promises none of the formats that are played.
  case unknownFormat(path: String)
  /// Nothing of it can be had now.
  case offline(String)
  case noSuchEntry(QueueEntry.ID)
  /// A value that lies outside of what the property takes.
  case outOfRange(String)
  case library(LibraryError)
}

extension PlaybackError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .unknownURI(let uri):
      "“\(uri.prefix(200))” is not a URI that can be played; use file:///…, http://… or https://… without a user name, soul:track/ID, soul:album/ID, "
        + "soul:artist/ID, soul:playlist/ID or soul:search?q=TEXT."
    case .notFound(let what):
      "\(what) is not there; look it up with “soulctl search”."
    case .noSuchPlaylist(let uri):
      "There is no playlist \(uri); “soulctl playlists” shows those that there are."
    case .emptyPlaylist(let uri):
      "The playlist \(uri) is empty; put something in it on its server, then run “soulctl source sync”."
    case .notPlayable(let error):
      error.message
    case .unknownFormat(let path):
      "\(path) is no music file that can be played: its name ends in none of "
        + AudioFormat.allCases.flatMap(\.fileExtensions).joined(separator: ", ") + "."
    case .offline(let what):
      "\(what) can't be had now: its file or its server is away; bring it back and try again."
    case .noSuchEntry(let id):
      "Entry \(id) is not in the queue; “soulctl queue list” shows what is."
    case .outOfRange(let sentence):
      sentence
    case .library(let error):
      String(describing: error)
    }
  }
}
