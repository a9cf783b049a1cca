import Hummingbird
import Library
import NIOCore

/// What a request brings along on its way to the route that answers it.
struct ServerContext: RequestContext {
  var coreContext: CoreRequestContextStorage
  let channel: any Channel
  /// Who asks; known behind `TokenCheck`.
  var user: ServerUser?

  init(source: ApplicationRequestContextSource) {
    coreContext = CoreRequestContextStorage(source: source)
    channel = source.channel
  }

  /// The client's address as far as one person has it: in IPv6 a household has 64 bits for itself.
  var clientNetwork: String {
    guard let address = channel.remoteAddress, let text = address.ipAddress else { return "" }
    guard case .v6 = address else { return text }
    return text.split(separator: ":", omittingEmptySubsequences: false).prefix(4).joined(separator: ":")
  }
}
