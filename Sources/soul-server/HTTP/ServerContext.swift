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

  /// Whom wrong passwords are counted for.
  var clientNetwork: ClientNetwork { ClientNetwork(channel.remoteAddress) }
}
