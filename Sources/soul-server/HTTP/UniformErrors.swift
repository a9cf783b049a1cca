import HTTPTypes
import Hummingbird
import Library
import Logging
import NIOHTTP1

/// Turns whatever goes wrong below into an answer of one form.
struct UniformErrors: RouterMiddleware {
  typealias Context = ServerContext

  private let logger = Logger(label: "soul.server")

  func handle(
    _ request: Request, context: ServerContext,
    next: @concurrent (Request, ServerContext) async throws -> Response
  ) async throws -> Response {
    do {
      return try await next(request, context)
    } catch let error as APIError {
      return error.response
    } catch let error as HTTPError where error.status == .notFound {
      return APIError.notFound("route").response
    } catch is HTTPParserError {
      // Of the body; where its end is nobody can tell.
      return APIError.malformed.response
    } catch let error as CancellationError {
      throw error
    } catch LibraryError.cancelled {
      throw CancellationError()
    } catch {
      logger.error("\(request.method) \(request.uri.path) failed: \(error)")
      return APIError(
        status: .internalServerError, code: "internal",
        message: "The server could not do it; its log says why."
      ).response
    }
  }
}
