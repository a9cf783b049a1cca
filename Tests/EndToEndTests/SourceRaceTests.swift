import Foundation
import TestKit
import Testing

/// Several clients that do with the same sources whatever comes to their minds, all at once.
@Suite(.serialized, .timeLimit(.minutes(5)))
struct SourceRaceTests {
  private static let clients = 6
  /// Of a client.
  private static let calls = 40

  /// One client: calls at random, with a connection of its own, and waits for none of the operations. What is answered
  /// by nobody within 5 s, or by another error than the daemon's own, is told.
  private static let client = """
    from gi.repository import Gio, GLib
    import os, random, sys
    seed, calls, user, urls = int(sys.argv[1]), int(sys.argv[2]), sys.argv[3], sys.argv[4:]
    choice = random.Random(seed)
    bus = Gio.bus_get_sync(Gio.BusType.SESSION)
    own, service = "org.soulplayer", "/org/soulplayer"
    def call(path, interface, member, signature, *arguments, fds=None):
        try:
            return bus.call_with_unix_fd_list_sync(own, path, interface, member,
                GLib.Variant(signature, arguments), None, 0, 5000, fds)[0].unpack()
        except GLib.Error as error:
            name = Gio.DBusError.get_remote_error(error) or ""
            # An object that has just gone has no such interface any more.
            if not name.startswith(own + ".Error.") and name != "org.freedesktop.DBus.Error.UnknownObject":
                print(member, error.message)
    def sources(member, signature, *arguments, fds=None):
        call(service, own + ".Sources", member, signature, *arguments, fds=fds)
    def password():
        read, write = os.pipe()
        os.write(write, os.environ["PASSWORD"].encode())
        os.close(write)
        return Gio.UnixFDList.new_from_array([read])
    for _ in range(calls):
        objects, = call(service, "org.freedesktop.DBus.ObjectManager", "GetManagedObjects", "()")
        source = choice.choice(sorted(path for path in objects if "/sources/" in path))
        name = choice.choice(["Attic", "Barn", "Cellar", "Den"])
        match choice.choices(range(8), [6, 3, 3, 4, 6, 3, 4, 1])[0]:
            case 0: sources("AddServer", "(sssa{sv})", name, choice.choice(urls), user, {})
            case 1: sources("RemoveSource", "(oa{sv})", source, {"keep_files": GLib.Variant("b", choice.random() < 0.5)})
            case 2: call(source, "org.freedesktop.DBus.Properties", "Set", "(ssv)", own + ".Source", "Name",
                GLib.Variant("s", name))
            case 3: sources("SetActive", "(o)", choice.choice([source, "/"]))
            case 4: sources("SignIn", "(oha{sv})", source, 0, {}, fds=password())
            case 5: sources("SignOut", "(o)", source)
            case 6: sources("Sync", "(oa{sv})", choice.choice([source, "/"]), {})
            case 7: sources("CheckConnectivity", "(o)", source)
    print("done")
    """

  /// Listens to what comes and goes. At SIGTERM it waits until no operation runs, and says which sources are there by
  /// that account, after what came twice or went without having come.
  private static let listener = """
    from gi.repository import Gio, GLib
    bus = Gio.bus_get_sync(Gio.BusType.SESSION)
    own, service, manager = "org.soulplayer", "/org/soulplayer", "org.freedesktop.DBus.ObjectManager"
    there, wrong, loop, ending = {service + "/sources/1"}, [], GLib.MainLoop(), []
    def heard(connection, sender, path, interface, member, arguments):
        path, what = arguments.unpack()
        if own + ".Source" not in what: return
        came = member == "InterfacesAdded"
        if came == (path in there): wrong.append(f"{member} {path}")
        (there.add if came else there.discard)(path)
    def look(*_):
        # What was sent before this answer comes before it.
        objects, = bus.call_sync(own, service, manager, "GetManagedObjects", None, None, 0, -1, None).unpack()
        states = [what[own + ".Operation"]["State"] for what in objects.values() if own + ".Operation" in what]
        if ending and "running" not in states: loop.quit()
    def end():
        ending.append(True)
        look()
    bus.signal_subscribe(own, manager, None, None, None, 0, heard)
    bus.signal_subscribe(own, own + ".Operation", "Finished", None, None, 0, look)
    GLib.unix_signal_add(GLib.PRIORITY_DEFAULT, 15, end)
    bus.call_sync("org.freedesktop.DBus", "/", "org.freedesktop.DBus", "GetId", None, None, 0, -1, None)
    print("ready", flush=True)
    loop.run()
    while GLib.MainContext.default().iteration(False): pass
    print(*wrong, *sorted(there))
    """

  @Test(
    "Clients that add, remove, rename, activate, sign in, sign out and sync at once leave one state of it all"
  )
  func everything() async throws {
    let session = try await PlayerSession()
    let keyring = try session.makeKeyring()
    try await keyring.startUnlocked()
    let servers = try (0..<3).map { number in
      let server = try StandInServer()
      server.change { state in
        state.rotates = true
        state.tracks = (0..<1_500).map { StandInTrack(id: "\($0)", title: "Title \($0 + number * 1_000)") }
      }
      return server
    }
    let first = try await session.startDaemon()
    let listener = try ChildProcess(
      "/usr/bin/python3", ["-c", Self.listener], environment: session.environment)
    #expect(await listener.output.line { $0 == "ready" } != nil)

    let environment = session.environment.merging(["PASSWORD": StandInServer.password]) { $1 }
    try await withThrowingDiscardingTaskGroup { group in
      for number in 1...Self.clients {
        group.addTask {
          let end = try await ChildProcess.run(
            "/usr/bin/python3",
            ["-c", Self.client, "\(number)", "\(Self.calls)", StandInServer.username] + servers.map(\.url),
            environment: environment)
          #expect(end.output == "done\n", "\(end.errors)")
        }
      }
    }
    listener.send(SIGTERM)
    let there = await listener.output.line { !$0.isEmpty }
    let state = try await shown(session)
    #expect(there == state.map(\.path).sorted().joined(separator: " "))
    #expect(Set(state.map { $0.name.lowercased() }).count == state.count)
    #expect(Set(state.map(\.url)).count == state.count)
    let active = state.filter(\.isActive)
    #expect(active.count <= 1)
    #expect(
      try await session.property("ActiveServer", of: PlayerSession.sourcesInterface, at: "/org/soulplayer")
        .string == active.first?.path ?? "/")

    first.send(SIGTERM)
    #expect(await first.exit() == .status(0))
    #expect(try await session.query("PRAGMA integrity_check") == "ok")
    #expect(try await session.query("PRAGMA foreign_key_check") == "")
    #expect(
      try await session.query("SELECT id, name, is_active FROM sources ORDER BY id")
        == state.map { "\($0.number) \($0.name) \($0.isActive ? 1 : 0)" }.joined(separator: "\n"))
    #expect(
      try await session.query(
        "SELECT count(*) FROM tracks WHERE id NOT IN (SELECT track_id FROM track_sources)") == "0")
    #expect(
      try await session.query(
        "SELECT id FROM sources s WHERE track_count <> (SELECT count(*) FROM track_sources WHERE source_id = s.id)"
      )
        == "")
    let last = try #require(
      Int(try await session.query("SELECT seq FROM sqlite_sequence WHERE name = 'sources'")))
    #expect(last > 3, "hardly anything was added")
    for number in 2...max(2, last) {
      let isSignedIn = state.contains { $0.number == number && $0.isSignedIn }
      #expect(try await keyring.count("source", "\(number)") == (isSignedIn ? 1 : 0), "source \(number)")
    }

    let second = try await session.startDaemon()
    #expect(try await shown(session) == state)
    second.send(SIGTERM)
    #expect(await second.exit() == .status(0))
  }

  private struct Shown: Equatable {
    let number: Int
    let name: String
    let url: String
    let isActive: Bool
    let isSignedIn: Bool

    var path: String { PlayerSession.source(number) }
  }

  private func shown(_ session: PlayerSession) async throws -> [Shown] {
    try #require(try await session.soulctlJSON("sources")["sources"]?.elements).map { source in
      Shown(
        number: try #require(source["id"]?.integer), name: try #require(source["name"]?.string),
        url: source["url"]?.string ?? "", isActive: source["active"] == .bool(true),
        isSignedIn: source["signed_in"] == .bool(true))
    }
  }
}
