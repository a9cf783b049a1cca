/// A call of ours that waits for its reply.
struct PendingCall {
  let continuation: CheckedContinuation<Result<[BusValue], BusError>, Never>
  let deadline: ContinuousClock.Instant
  let destination: BusName
  let member: MemberName
}
