/// Where an operation is in its life: `org.soulplayer.Operation.State`.
enum OperationState: String, Sendable {
  case running, succeeded, failed, cancelled
}
