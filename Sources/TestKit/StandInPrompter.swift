/// The program that asks the person for a keyring's password, and the person, in one: a test says what is answered.
///
/// It speaks gcr's protocol with a real `gnome-keyring-daemon`, its encryption of the password included.
public final class StandInPrompter: Sendable {
  private static let name = "org.gnome.keyring.SystemPrompter"

  private let bus: PrivateBus
  private let collection: String
  private let process: ChildProcess

  /// - Parameters:
  ///   - collection: what the person can have unlocked without being asked.
  ///   - password: what the person answers who answers.
  init(on bus: PrivateBus, collection: String, password: String) async throws {
    self.bus = bus
    self.collection = collection
    process = try ChildProcess(
      "/usr/bin/python3", ["-c", Self.program, password], environment: bus.environment)
    guard await process.output.line(where: { $0 == "listening" }) != nil else {
      throw TestKitError.cannotStart(program: Self.name, reason: await process.errors.text())
    }
  }

  /// Waits until the keyring asks, if it has not since the last time.
  /// - Returns: `false` where the prompter has ended.
  public func isAsked() async -> Bool {
    await process.output.line { $0 == "PerformPrompt" } != nil
  }

  /// Waits until the keyring needs no answer any more.
  /// - Returns: `false` where the prompter has ended.
  public func isDone() async -> Bool {
    await process.output.line { $0 == "StopPrompting" } != nil
  }

  /// How often it was asked so far.
  public var questionCount: Int {
    process.output.textSoFar.split(separator: "\n").count { $0 == "PerformPrompt" }
  }

  /// Answers the open question with the password.
  public func answer() async throws {
    try await act("Reply", "true")
  }

  /// Closes the open question without an answer.
  public func dismiss() async throws {
    try await act("Reply", "false")
  }

  /// Has the keyring unlocked as by another program, which makes it ask; the bus hears of it.
  public func askToUnlock() async throws {
    try await act("Unlock", collection)
  }

  private func act(_ member: String, _ argument: String) async throws {
    try await Command.run(
      "gdbus",
      [
        "call", "--session", "--dest", Self.name, "--object-path", "/person", "--method",
        "org.soulplayer.test.Person.\(member)", argument,
      ], environment: bus.environment)
  }

  private static let program = #"""
    import base64, hashlib, hmac, os, subprocess, sys
    from gi.repository import Gio, GLib

    # RFC 3526, group 5.
    PRIME = int(
        "FFFFFFFFFFFFFFFFC90FDAA22168C234C4C6628B80DC1CD129024E088A67CC74020BBEA63B139B22514A08798E3404DD"
        "EF9519B3CD3A431B302B0A6DF25F14374FE1356D6D51C245E485B576625E7EC6F44C42E9A637ED6B0BFF5CB6F406B7ED"
        "EE386BFB5A899FA5AE9F24117C4B1FE649286651ECE45B3DC2007CB8A163BF0598DA48361C55D39A69163FA8FD24CF5F"
        "83655D23DCA3AD961C62F356208552BB9ED529077096966D670C354E4ABC9804F1746C08CA237327FFFFFFFFFFFFFFFF", 16)
    CALLBACK = "org.gnome.keyring.internal.Prompter.Callback"
    XML = """<node><interface name="org.gnome.keyring.internal.Prompter">
      <method name="BeginPrompting"><arg type="o" direction="in"/></method>
      <method name="PerformPrompt"><arg type="o" direction="in"/><arg type="s" direction="in"/>
        <arg type="a{sv}" direction="in"/><arg type="s" direction="in"/></method>
      <method name="StopPrompting"><arg type="o" direction="in"/></method>
    </interface><interface name="org.soulplayer.test.Person">
      <method name="Reply"><arg type="b" direction="in"/></method>
      <method name="Unlock"><arg type="o" direction="in"/></method>
    </interface></node>"""

    password = sys.argv[1].encode()
    bus = Gio.bus_get_sync(Gio.BusType.SESSION)
    private = int.from_bytes(os.urandom(160), "big")
    public = pow(2, private, PRIME).to_bytes(192, "big")
    questions = []

    def sealed(received, secret):
        text = "[sx-aes-1]\npublic=" + base64.b64encode(public).decode() + "\n"
        if secret is None:
            return text
        peer = next(line[7:] for line in received.splitlines() if line.startswith("public="))
        shared = pow(int.from_bytes(base64.b64decode(peer), "big"), private, PRIME).to_bytes(192, "big")
        extracted = hmac.new(bytes(32), shared, hashlib.sha256).digest()
        key = hmac.new(extracted, b"\1", hashlib.sha256).digest()[:16]
        vector = os.urandom(16)
        command = ["openssl", "enc", "-aes-128-cbc", "-K", key.hex(), "-iv", vector.hex()]
        content = subprocess.run(command, input=secret, capture_output=True, check=True).stdout
        return text + "secret=%s\niv=%s\n" % (base64.b64encode(content).decode(), base64.b64encode(vector).decode())

    def tell(keyring, member, arguments):
        bus.call(keyring[0], keyring[1], CALLBACK, member, arguments, None, 0, -1, None, None)

    def ready(keyring, reply, received, secret):
        tell(keyring, "PromptReady", GLib.Variant("(sa{sv}s)", (reply, {}, sealed(received, secret))))

    def unlock(collection):
        secrets = "org.freedesktop.secrets"
        reply = bus.call_sync(secrets, "/org/freedesktop/secrets", "org.freedesktop.Secret.Service", "Unlock",
            GLib.Variant("(ao)", ([collection],)), None, 0, -1, None)
        bus.call(secrets, reply.unpack()[1], "org.freedesktop.Secret.Prompt", "Prompt",
            GLib.Variant("(s)", ("",)), None, 0, -1, None, None)

    def called(_bus, sender, _path, _interface, member, arguments, invocation):
        arguments = arguments.unpack()
        invocation.return_value(None)
        if member == "Reply":
            keyring, received = questions.pop()
            ready(keyring, "yes" if arguments[0] else "no", received, password if arguments[0] else None)
            return
        if member == "Unlock":
            unlock(arguments[0])
            return
        keyring = (sender, arguments[0])
        if member == "BeginPrompting":
            ready(keyring, "", "", None)
        elif member == "PerformPrompt":
            questions.append((keyring, arguments[3]))
        else:
            questions.clear()
            tell(keyring, "PromptDone", None)
        print(member, flush=True)

    interfaces = Gio.DBusNodeInfo.new_for_xml(XML).interfaces
    bus.register_object("/org/gnome/keyring/Prompter", interfaces[0], called, None, None)
    bus.register_object("/person", interfaces[1], called, None, None)
    Gio.bus_own_name_on_connection(
        bus, "org.gnome.keyring.SystemPrompter", 0, lambda *_: print("listening", flush=True), None)
    loop = GLib.MainLoop()
    # Who asks is gone: nobody waits here for a question any more.
    Gio.bus_watch_name_on_connection(bus, "org.freedesktop.secrets", 0, None, lambda *_: loop.quit())
    loop.run()
    """#
}
