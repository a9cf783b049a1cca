/// What a `ThreadExecutor` waits for beside its jobs.
///
/// Both members are used on the executor's thread alone, between jobs.
public protocol DescriptorWatch: AnyObject {
  /// What to wait for now. Asked before each wait.
  var interest: DescriptorInterest { get }

  /// Called after each wait that concerns this watch: with the events that occurred, or with none when the
  /// deadline has passed or work was left over.
  func wake(with events: DescriptorEvents)
}
