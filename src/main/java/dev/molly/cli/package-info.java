/// The command line: one command per file, which parses, calls `Molly`, renders and sets the
/// exit code. It contains no logic: every function of a command is available in the library.
///
/// To add a command: its class, one line in [MollyCommandLine], its part in the README.
package dev.molly.cli;
