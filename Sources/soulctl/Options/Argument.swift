import ArgumentParser

/// `Bus` has an `Argument`, too; in this program it is always the command line's.
typealias Argument = ArgumentParser.Argument
