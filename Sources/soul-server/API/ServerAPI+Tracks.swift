import Foundation
import HTTPTypes
import Hummingbird
import Library
import Model
import NIOCore

extension ServerAPI {
  private static let qualities: Set<String> = ["original", "high", "medium", "low"]

  @Sendable func tracks(_ request: Request, _ context: ServerContext) async throws -> Response {
    let text = try request.queryValue("q")
    let (tracks, total) = try await store.tracks(
      matching: text?.isEmpty == true ? nil : text,
      offset: try request.queryNumber("offset", default: 0, in: 0...Int(Int32.max)),
      limit: try request.queryNumber("limit", default: 100, in: 0...Self.pageLimit))
    var body = ByteBuffer(string: "{\"tracks\":")
    body.writeBytes(tracks)
    body.writeString(",\"total\":\(total)}")
    return .json(body)
  }

  @Sendable func track(_ request: Request, _ context: ServerContext) async throws -> Response {
    guard let track = try await store.track(context.id("id", of: "track")) else {
      throw APIError.notFound("track")
    }
    return .json(track)
  }

  /// Every quality is the original: nothing is transcoded, and the answer's `Soul-Quality` says so.
  @Sendable func stream(_ request: Request, _ context: ServerContext) async throws -> Response {
    let quality = try request.queryValue("quality") ?? "original"
    guard Self.qualities.contains(quality) else {
      throw APIError.badRequest("quality has to be original, high, medium or low.")
    }
    return try await file(request, context, headers: [.soulQuality: "original"])
  }

  @Sendable func download(_ request: Request, _ context: ServerContext) async throws -> Response {
    try await file(request, context, headers: [:], isAttachment: true)
  }

  private func file(
    _ request: Request, _ context: ServerContext, headers: HTTPFields, isAttachment: Bool = false
  ) async throws -> Response {
    let id = try context.id("id", of: "track")
    guard let path = try await store.file(of: id), let file = OpenFile(path) else {
      throw APIError.notFound("track")
    }
    let name = (path as NSString).lastPathComponent
    var headers = headers
    if isAttachment {
      headers[.contentDisposition] = "attachment; filename*=UTF-8''\(PercentEncoding.encoded(name))"
    }
    let format = AudioFormat(fileExtension: (name as NSString).pathExtension)
    return FileAnswer(
      file: file, contentType: format?.mimeTypes.first ?? "application/octet-stream", headers: headers
    ).response(to: request, on: context.channel)
  }

  @Sendable func cover(_ request: Request, _ context: ServerContext) async throws -> Response {
    guard let cover = try await store.cover(of: context.id("id", of: "track")),
      let file = OpenFile("\(coversDirectory)/\(cover.fileName)")
    else { throw APIError.notFound("cover") }
    let types = ["jpg": "image/jpeg", "png": "image/png", "webp": "image/webp"]
    return FileAnswer(
      file: file, contentType: types[cover.fileExtension] ?? "application/octet-stream",
      entityTag: "\"\(cover.hash)\""
    ).response(to: request, on: context.channel)
  }
}
