import HTTPTypes
import Hummingbird

/// Lets nobody through without a valid access token.
struct TokenCheck: RouterMiddleware {
  typealias Context = ServerContext

  let accounts: Accounts

  func handle(
    _ request: Request, context: ServerContext,
    next: @concurrent (Request, ServerContext) async throws -> Response
  ) async throws -> Response {
    let parts = (request.headers[.authorization] ?? "").split(
      separator: " ", omittingEmptySubsequences: false)
    guard parts.count == 2, parts[0].lowercased() == "bearer",
      let user = accounts.user(ofAccessToken: parts[1])
    else { throw APIError.unauthorized }
    var context = context
    context.user = user
    return try await next(request, context)
  }
}
