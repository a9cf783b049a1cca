import Contract

/// The lists of the library and the queue as tables.
enum RecordTable {
  static func tracks(_ tracks: [Record]) -> Table {
    var table = Table([
      Table.Column(title: "ID", isNumeric: true), Table.Column(title: "TITLE", isFlexible: true),
      Table.Column(title: "ARTIST", isFlexible: true), Table.Column(title: "ALBUM", isFlexible: true),
      Table.Column(title: "LENGTH", isNumeric: true), Table.Column(title: "FROM"),
    ])
    for track in tracks {
      table.add([
        number(track, .id), TrackText.title(track), TrackText.artist(track), track.text(.album) ?? "",
        time(track), badge(track),
      ])
    }
    return table
  }

  static func albums(_ albums: [Record]) -> Table {
    var table = Table([
      Table.Column(title: "ID", isNumeric: true), Table.Column(title: "ALBUM", isFlexible: true),
      Table.Column(title: "ARTIST", isFlexible: true), Table.Column(title: "YEAR", isNumeric: true),
      Table.Column(title: "TRACKS", isNumeric: true), Table.Column(title: "LENGTH", isNumeric: true),
    ])
    for album in albums {
      table.add([
        number(album, .id), album.text(.title) ?? "", album.texts(.albumArtist).joined(separator: ", "),
        number(album, .year), number(album, .trackCount), time(album),
      ])
    }
    return table
  }

  static func artists(_ artists: [Record]) -> Table {
    var table = Table([
      Table.Column(title: "ID", isNumeric: true), Table.Column(title: "ARTIST", isFlexible: true),
      Table.Column(title: "ALBUMS", isNumeric: true), Table.Column(title: "TRACKS", isNumeric: true),
    ])
    for artist in artists {
      table.add([
        number(artist, .id), artist.text(.name) ?? "", number(artist, .albumCount),
        number(artist, .trackCount),
      ])
    }
    return table
  }

  static func playlists(_ playlists: [Record]) -> Table {
    var table = Table([
      Table.Column(title: "ID", isNumeric: true), Table.Column(title: "PLAYLIST", isFlexible: true),
      Table.Column(title: "TRACKS", isNumeric: true),
    ])
    for playlist in playlists {
      table.add([number(playlist, .id), playlist.text(.name) ?? "", number(playlist, .trackCount)])
    }
    return table
  }

  /// - Parameters:
  ///   - offset: the place of the first entry in the queue, from 0.
  ///   - current: the place of the current entry, from 0.
  static func queue(_ entries: [Record], offset: Int, current: Int) -> Table {
    var table = Table([
      Table.Column(title: ""), Table.Column(title: "#", isNumeric: true),
      Table.Column(title: "TITLE", isFlexible: true), Table.Column(title: "ARTIST", isFlexible: true),
      Table.Column(title: "ALBUM", isFlexible: true), Table.Column(title: "LENGTH", isNumeric: true),
      Table.Column(title: "FROM"),
    ])
    for (index, entry) in entries.enumerated() {
      let place = offset + index
      if place == current { table.emphasis = index }
      table.add([
        place == current ? "▶" : "", "\(place + 1)", TrackText.title(entry), TrackText.artist(entry),
        entry.text(.album) ?? "", time(entry), badge(entry),
      ])
    }
    return table
  }

  private static func number(_ record: Record, _ name: FieldName) -> String {
    record.number(name).map(String.init) ?? ""
  }

  /// The contract's word, written as the states of sources are.
  private static func badge(_ track: Record) -> String {
    let word = track.text(.badge) ?? ""
    return word.prefix(1).uppercased() + word.dropFirst()
  }

  private static func time(_ record: Record) -> String {
    record.number(.duration).map(TimeText.of(microseconds:)) ?? ""
  }
}
