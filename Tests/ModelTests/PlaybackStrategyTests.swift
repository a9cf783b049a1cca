import Model
import Testing

@Suite struct PlaybackStrategyTests {
  struct Row: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let availabilities: [Availability]
    let expected: [PlaybackCandidate]
  }

  private static let device = Source.localID
  private static let active = Source.ID(rawValue: 5)
  private static let other = Source.ID(rawValue: 3)
  private static let another = Source.ID(rawValue: 4)
  private static let sleeping = Source.ID(rawValue: 2)

  private static let sources = [
    Source(id: device, name: "Local Files", kind: .local, isActive: false, isOnline: true),
    Source(id: sleeping, name: "Asleep", kind: .soul, isActive: false, isOnline: false),
    Source(id: other, name: "Friend", kind: .subsonic, isActive: false, isOnline: true),
    Source(id: another, name: "Cloud", kind: .soulLegacy, isActive: false, isOnline: true),
    Source(id: active, name: "Home", kind: .soul, isActive: true, isOnline: true),
  ]

  private static func local() -> Availability {
    Availability(source: device, status: .localFile, path: "/a.flac")
  }
  private static func cached(_ source: Source.ID) -> Availability {
    Availability(source: source, status: .cached, path: "/cache/\(source)")
  }
  private static func streamed(_ source: Source.ID) -> Availability {
    Availability(source: source, status: .streamOnly, serverFileID: "x")
  }
  private static func stream(_ source: Source.ID) -> PlaybackCandidate {
    .stream(serverFileID: "x", source: source)
  }

  static let table: [Row] = [
    Row(testDescription: "nothing known", availabilities: [], expected: []),
    Row(
      testDescription: "a local file comes before all",
      availabilities: [streamed(active), cached(other), local()],
      expected: [
        .file(path: "/a.flac", source: device), .file(path: "/cache/3", source: other), stream(active),
      ]),
    Row(
      testDescription: "the active server before an older one",
      availabilities: [streamed(other), streamed(active)], expected: [stream(active), stream(other)]),
    Row(
      testDescription: "ties go by the lowest id",
      availabilities: [streamed(another), streamed(other)], expected: [stream(other), stream(another)]),
    Row(
      testDescription: "a server that is offline is no place", availabilities: [streamed(sleeping)],
      expected: []),
    Row(
      testDescription: "its cached copy is",
      availabilities: [cached(sleeping)], expected: [.file(path: "/cache/2", source: sleeping)]),
    Row(
      testDescription: "a cached copy comes before the active server",
      availabilities: [streamed(active), cached(sleeping)],
      expected: [.file(path: "/cache/2", source: sleeping), stream(active)]),
    Row(
      testDescription: "cached copies tie by the lowest id too, whichever server is active",
      availabilities: [cached(active), cached(another), cached(other)],
      expected: [
        .file(path: "/cache/3", source: other), .file(path: "/cache/4", source: another),
        .file(path: "/cache/5", source: active),
      ]),
    Row(
      testDescription: "all of it at once",
      availabilities: [
        streamed(another), streamed(sleeping), streamed(active), cached(other), local(),
      ],
      expected: [
        .file(path: "/a.flac", source: device), .file(path: "/cache/3", source: other), stream(active),
        stream(another),
      ]),
    Row(
      testDescription: "unavailable is no place",
      availabilities: [Availability(source: device, status: .unavailable, path: "/gone.flac")], expected: []),
    Row(
      testDescription: "a source that was removed is no place",
      availabilities: [streamed(Source.ID(rawValue: 99))], expected: []),
    Row(
      testDescription: "a row without its path or id is no place",
      availabilities: [
        Availability(source: device, status: .localFile), Availability(source: active, status: .streamOnly),
      ], expected: []),
  ]

  @Test(arguments: table) func ranks(row: Row) {
    let renditions = PlaybackStrategy.renditions(for: row.availabilities, sources: Self.sources)
    #expect(renditions.flatMap(\.candidates) == row.expected)
    #expect(renditions.count == row.expected.count)
  }

  @Test func serversWithTheSameFileAreOneRendition() {
    func streamed(_ source: Source.ID, _ hash: UInt8?) -> Availability {
      var availability = Self.streamed(source)
      availability.sha256 = hash.map { [UInt8](repeating: $0, count: 32) }
      return availability
    }
    var local = Self.local()
    local.sha256 = [UInt8](repeating: 7, count: 32)
    let fourth = Source.ID(rawValue: 6)
    let sources = Self.sources + [Source(id: fourth, name: "4", kind: .soul, isActive: false, isOnline: true)]
    let renditions = PlaybackStrategy.renditions(
      for: [
        streamed(fourth, nil), streamed(Self.another, 7), streamed(Self.other, 9), streamed(Self.active, 7),
        local,
      ], sources: sources)
    #expect(
      renditions.map(\.candidates) == [
        [.file(path: "/a.flac", source: Self.device)], [Self.stream(Self.active), Self.stream(Self.another)],
        [Self.stream(Self.other)], [Self.stream(fourth)],
      ])
  }
}
