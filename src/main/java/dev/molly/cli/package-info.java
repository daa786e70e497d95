/// The command line: one command per file, which parses, calls `Molly`, renders and sets the exit
/// code. No logic: what a command can do, the library can.
///
/// To add a command: its class, one line in [MollyCommand], its part in the README.
package dev.molly.cli;
