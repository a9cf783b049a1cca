import ArgumentParser

/// One source.
struct SourceArgument: ParsableArguments {
  @Argument(
    help: ArgumentHelp("The source's name or number; “soulctl sources” shows them.", valueName: "source"))
  var name: String
}
