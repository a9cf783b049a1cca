import CDBus
import CGStreamer
import CTagLib
import Foundation
import GRDB

/// The floor of a start: a program of the same language, linked as the daemon is, that does the least a player could
/// do before it is there: read one row of the library and take a name on the session bus.
///
///     bench-floor LIBRARY NAME
@main
enum Floor {
  static func main() throws {
    let arguments = CommandLine.arguments
    guard arguments.count == 3 else { fail("usage: bench-floor LIBRARY NAME") }
    var configuration = Configuration()
    configuration.readonly = true
    let library = try DatabaseQueue(path: arguments[1], configuration: configuration)
    let tracks = try library.read {
      try Int.fetchOne($0, sql: "SELECT track_count FROM sources WHERE id = 1")
    }
    guard tracks != nil else { fail("\(arguments[1]) is no library") }

    guard let connection = dbus_bus_get_private(DBUS_BUS_SESSION, nil) else {
      fail("there is no session bus")
    }
    let doNotQueue: UInt32 = 4
    guard dbus_bus_request_name(connection, arguments[2], doNotQueue, nil) == 1 else {
      fail("the name is taken")
    }
    // So that the linker keeps the libraries that the daemon is linked with.
    precondition(gst_is_initialized() == 0 && soul_taglib_version() > 0)
    while dbus_connection_read_write_dispatch(connection, -1) != 0 {}
  }

  private static func fail(_ reason: String) -> Never {
    FileHandle.standardError.write(Data("bench-floor: \(reason)\n".utf8))
    exit(1)
  }
}
