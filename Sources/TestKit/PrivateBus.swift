import Foundation
import Glibc

/// A real `dbus-daemon` of one test's own, with a folder of its own for services that it may activate.
///
/// It is killed when the last reference to it goes.
public final class PrivateBus: Sendable {
  /// The bus' address as libdbus takes it.
  public let address: String
  /// Where the bus looks for `.service` files: `addService` writes them.
  public let serviceDirectory: String
  private let daemon: ChildProcess
  private let folder: TemporaryFolder

  /// - Parameter environment: what services that the bus activates get.
  public init(environment: [String: String] = ["PATH": "/usr/bin:/bin"]) async throws {
    folder = try TemporaryFolder()
    serviceDirectory = try folder.path(of: "services")
    try FileManager.default.createDirectory(atPath: serviceDirectory, withIntermediateDirectories: true)
    let configuration = """
      <!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
       "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
      <busconfig>
        <type>session</type>
        <listen>unix:path=\(folder.path)/bus</listen>
        <servicedir>\(serviceDirectory)</servicedir>
        <policy context="default">
          <allow send_destination="*" eavesdrop="true"/>
          <allow eavesdrop="true"/>
          <allow own="*"/>
        </policy>
        <limit name="max_replies_per_connection">100000</limit>
        <limit name="reply_timeout">60000</limit>
      </busconfig>

      """
    let file = try folder.write(configuration.utf8, to: "bus.conf")
    daemon = try ChildProcess(
      "dbus-daemon", ["--config-file=\(file)", "--nofork", "--nopidfile", "--print-address=1"],
      environment: environment)
    guard let address = await daemon.output.line(where: { !$0.isEmpty }) else {
      throw TestKitError.cannotStart(program: "dbus-daemon", reason: await daemon.errors.text())
    }
    self.address = address
  }

  /// The variables that make a client use this bus, beside a `PATH`.
  public var environment: [String: String] {
    ["DBUS_SESSION_BUS_ADDRESS": address, "PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"]
  }

  /// Lets the bus start `command` when somebody calls `name`.
  public func addService(_ name: String, command: String) throws {
    let text = "[D-BUS Service]\nName=\(name)\nExec=\(command)\n"
    try folder.write(text.utf8, to: "services/\(name).service")
  }

  /// Stops the bus without ending it: nothing passes it.
  public func freeze() {
    daemon.send(SIGSTOP)
  }

  public func thaw() {
    daemon.send(SIGCONT)
  }

  /// Ends the bus as a crash would.
  public func kill() async {
    daemon.send(SIGKILL)
    _ = await daemon.exit()
  }
}
