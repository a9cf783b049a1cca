import Hummingbird

extension ServerAPI {
  @Sendable func signIn(_ request: Request, _ context: ServerContext) async throws -> Response {
    let (object, _) = try await request.object()
    guard let name = object["username"]?.string, let password = object["password"]?.string else {
      throw APIError.badRequest("username and password have to be texts.")
    }
    guard password.utf8.count <= PasswordInput.longest else { throw APIError.wrongPassword }
    return .json(
      try await accounts.signIn(
        name: name, password: Array(password.utf8), network: context.clientNetwork
      ).json)
  }

  @Sendable func refresh(_ request: Request, _ context: ServerContext) async throws -> Response {
    let (object, _) = try await request.object()
    guard let token = object["refresh_token"]?.string else {
      throw APIError.badRequest("refresh_token has to be a text.")
    }
    return .json(try await accounts.refresh(token).json)
  }
}
