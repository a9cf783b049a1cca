/// One method of an interface: its arguments' types are those of its handler. Records have to be its first result.
public struct Method: Sendable {
  public let name: MemberName
  public let inputs: [Argument]
  public let outputs: [Argument]
  let inputSignature: Signature
  let outputSignature: Signature
  /// Called with values of `inputSignature`; returns results of `outputSignature`.
  let handler: @Sendable (Call, [BusValue]) async throws -> ReplyBody

  /// - Parameters:
  ///   - inputNames: a name for each argument of `handler` after the call.
  ///   - outputNames: a name for each element of what `handler` returns.
  ///   - handler: runs on the connection's thread up to its first suspension, so that the calls of one client
  ///     start in their order; it should hop to its own actor at once.
  public init<each Input: BusConvertible, each Output: BusResult>(
    _ name: MemberName, in inputNames: String..., out outputNames: String...,
    handler: @escaping @Sendable (Call, repeat each Input) async throws -> (repeat each Output)
  ) {
    var inputTypes: [Signature] = []
    var outputTypes: [Signature] = []
    for type in repeat (each Input).self { inputTypes.append(type.busSignature) }
    for type in repeat (each Output).self { outputTypes.append(type.busSignature) }
    self.name = name
    inputs = Argument.list(inputNames, inputTypes, of: name)
    outputs = Argument.list(outputNames, outputTypes, of: name)
    inputSignature = Signature(joining: inputTypes)
    outputSignature = Signature(joining: outputTypes)
    self.handler = { call, arguments in
      var arguments = ArgumentDecoder(arguments, names: inputNames)
      let inputs = (repeat try arguments.next((each Input).self))
      let outputs = try await handler(call, repeat each inputs)
      var body = ReplyBody()
      for output in repeat each outputs { output.append(to: &body) }
      return body
    }
  }
}
