import Audio
import Bus
import Foundation
import Library
import TestKit

@testable import Daemon

/// The daemon's parts on a bus of their own, with a client that watches.
struct ServicesFixture {
  let bus: PrivateBus
  let folder: TemporaryFolder
  let library: LibraryStore
  let connection: BusConnection
  let client: BusConnection
  let services: DaemonServices
  var owner: BusName { connection.uniqueName }

  init() async throws {
    bus = try await PrivateBus()
    folder = try TemporaryFolder()
    let directories = Directories(environment: ["HOME": folder.path])
    library = try LibraryStore.open(at: directories.libraryFile, coversDirectory: directories.coversDirectory)
    connection = try await BusConnection.open(.address(bus.address))
    client = try await BusConnection.open(.address(bus.address))
    var configuration = Configuration()
    configuration.audio.sink = "fakesink sync=true"
    services = DaemonServices(
      connection: connection, library: library, configuration: configuration, directories: directories)
    await services.start(quit: {})
  }

  func end() async throws {
    await services.stop()
    await client.close()
    await bus.kill()
  }
}
