import Bus
import Synchronization
import TestKit

/// A Secret Service that asks before it does anything: its collection is locked, or makes no item without a question.
///
/// It stands in for those that ask more than GNOME Keyring does, and for the person whom they ask.
final class AskingService: Sendable {
  private struct State {
    var isLocked: Bool
    var takesQuestionsBack = true
  }

  private static let root: ObjectPath = "/org/freedesktop/secrets"
  private static let collection: ObjectPath = "/org/freedesktop/secrets/collection/asking"
  private static let prompt: ObjectPath = "/org/freedesktop/secrets/prompt/1"
  private static let nothing: ObjectPath = "/"

  let bus: PrivateBus
  /// What was called of the prompt.
  let promptCalls = Journal()
  private let connection: BusConnection
  private let state: Mutex<State>

  init(isLocked: Bool) async throws {
    bus = try await PrivateBus()
    connection = try await BusConnection.open(.address(bus.address))
    state = Mutex(State(isLocked: isLocked))
    await connection.export([service], at: Self.root)
    await connection.publish(["Collections": [Self.collection].busValue], of: service.name, at: Self.root)
    await connection.export([collection], at: Self.collection)
    await publishLock()
    await connection.export([prompt], at: Self.prompt)
    _ = try await connection.requestName("org.freedesktop.secrets")
  }

  /// Lets the question stay open when it is dismissed.
  func ignoreDismissal() {
    state.withLock { $0.takesQuestionsBack = false }
  }

  /// Answers the question with the right password.
  func answerPrompt() async {
    state.withLock { $0.isLocked = false }
    await publishLock()
    await complete(dismissed: false)
  }

  /// Closes the question without an answer.
  func dismissPrompt() async {
    await complete(dismissed: true)
  }

  func close() async {
    await connection.close()
  }

  /// The result of a dismissed question is of no type that libsecret expects.
  private func complete(dismissed: Bool) async {
    let result: BusValue = dismissed ? "".busValue : [Self.collection].busValue
    await connection.emit(
      "Completed", of: prompt.name, at: Self.prompt, [dismissed.busValue, .variant(result)])
  }

  private func publishLock() async {
    await connection.publish(
      [
        "Items": [ObjectPath]().busValue, "Label": "Asking".busValue,
        "Locked": state.withLock { $0.isLocked }.busValue, "Created": UInt64(0).busValue,
        "Modified": UInt64(0).busValue,
      ], of: collection.name, at: Self.collection)
  }

  private var service: Interface {
    Interface(
      "org.freedesktop.Secret.Service",
      methods: [
        Method("OpenSession", in: "algorithm", "input", out: "output", "result") {
          (_: Call, algorithm: String, _: BusValue) async throws -> (BusValue, ObjectPath) in
          guard algorithm == "plain" else {
            throw BusFailure(name: "org.freedesktop.DBus.Error.NotSupported", message: "Plain only.")
          }
          return ("".busValue, "/org/freedesktop/secrets/session/1")
        },
        Method("SearchItems", in: "attributes", out: "unlocked", "locked") {
          (_: Call, _: [String: String]) async throws -> ([ObjectPath], [ObjectPath]) in ([], [])
        },
        Method("ReadAlias", in: "name", out: "collection") {
          (_: Call, _: String) async throws -> ObjectPath in
          Self.collection
        },
        Method("Unlock", in: "objects", out: "unlocked", "prompt") {
          (_: Call, _: [ObjectPath]) async throws -> ([ObjectPath], ObjectPath) in ([], Self.prompt)
        },
      ], properties: [Property("Collections", [ObjectPath].self)])
  }

  private var collection: Interface {
    Interface(
      "org.freedesktop.Secret.Collection",
      methods: [
        Method("CreateItem", in: "properties", "secret", "replace", out: "item", "prompt") {
          (_: Call, _: VariantMap, _: SecretStructure, _: Bool) async throws -> (ObjectPath, ObjectPath) in
          (Self.nothing, Self.prompt)
        }
      ],
      properties: [
        Property("Items", [ObjectPath].self), Property("Label", String.self), Property("Locked", Bool.self),
        Property("Created", UInt64.self), Property("Modified", UInt64.self),
      ])
  }

  private var prompt: Interface {
    Interface(
      "org.freedesktop.Secret.Prompt",
      methods: [
        Method("Prompt", in: "window") { [promptCalls] (_: Call, _: String) async throws in
          promptCalls.note("Prompt")
        },
        Method("Dismiss") { [self] (_: Call) async throws in
          promptCalls.note("Dismiss")
          if state.withLock({ $0.takesQuestionsBack }) { await complete(dismissed: true) }
        },
      ], signals: [Signal("Completed", ("dismissed", Bool.self), ("result", BusValue.self))])
  }
}
