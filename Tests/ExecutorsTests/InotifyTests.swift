import Testing

@testable import Executors

@Suite struct InotifyTests {
  @Test func theKernelsEventsAreReadOneByOne() {
    // Two events as inotify(7) lays them out: an overflow, and a file whose name NULs fill up to 16 bytes.
    var bytes: [UInt8] = [0xFF, 0xFF, 0xFF, 0xFF, 0, 0x40, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]
    bytes += [7, 0, 0, 0, 8, 0, 0, 0, 0, 0, 0, 0, 16, 0, 0, 0]
    bytes += Array("song.flac".utf8) + [UInt8](repeating: 0, count: 7)
    bytes += [1, 0, 0]
    bytes.withUnsafeBytes { buffer in
      let events = Array(InotifyEvents(bytes: buffer))
      #expect(events.count == 2)
      #expect(events[0].isOverflow && !events[1].isOverflow)
      #expect(events[1].watch == 7 && events[1].name == "song.flac")
    }
  }
}
