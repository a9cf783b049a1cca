import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdCore
import Logging
import NIOCore
import NIOPosix
import ServiceLifecycle

/// Listens on one address and answers.
///
/// Hummingbird's `Application` would write the date of answers into a cache once a second, for ever; its server,
/// router and HTTP are used without it.
struct Listener: Sendable {
  let responder: RouterResponder<ServerContext>
  let limits: ConnectionLimits
  let group: MultiThreadedEventLoopGroup

  /// - Parameter port: 0 takes a free one.
  /// - Returns: the port, and the task that answers until it is cancelled.
  func start(host: String, port: Int) async throws(StartError) -> (port: Int, serving: Task<Void, any Error>)
  {
    let (bound, tellBound) = AsyncStream<Int>.makeStream()
    let serving: Task<Void, any Error>
    do {
      let service = try server(host: host, port: port) { channel in
        tellBound.yield(channel.localAddress?.port ?? port)
        tellBound.finish()
      }
      serving = Task {
        defer { tellBound.finish() }
        try await service.run()
      }
    } catch {
      throw .address(host: host, port: port, reason: "\(error)")
    }
    for await port in bound { return (port, serving) }
    var reason = "it was not bound"
    if case .failure(let error) = await serving.result { reason = Self.reason(error) }
    throw .address(host: host, port: port, reason: reason)
  }

  private func server(
    host: String, port: Int, onBound: @escaping @Sendable (any Channel) -> Void
  ) throws -> any Service {
    // A reader of the log wants to know of failures, not of each connection.
    var logger = Logger(label: "soul.http")
    logger.logLevel = .warning
    // It would tell of each end that it is one, as an error.
    var serverLogger = logger
    serverLogger.logLevel = .critical
    let limits = limits
    let responder = responder
    let builder = HTTPServerBuilder { ServerChannel(responder: $0, limits: limits) }
    return try builder.buildServer(
      configuration: ServerConfiguration(
        address: .hostname(host, port: port),
        availableConnectionsDelegate: .maximum(ConnectionLimits.connections, logger: logger)),
      eventLoopGroup: group, logger: serverLogger,
      responder: { [logger] request, writer, channel in
        let context = ServerContext(source: ApplicationRequestContextSource(channel: channel, logger: logger))
        var response = try await responder.respond(to: request, context: context)
        response.headers[.date] = HTTPDate.text(Int64(Date().timeIntervalSince1970))
        try await writer.write(response: response.head, body: response.body)
      },
      onServerRunning: { onBound($0) })
  }

  private static func reason(_ error: any Error) -> String {
    switch error {
    case let error as IOError: String(cString: strerror(error.errnoCode))
    case let error as SocketAddressError.UnknownHost: error.errorDescription
    default: "\(error)"
    }
  }
}
