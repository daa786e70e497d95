/// The check of a shell command before a coding agent runs it: `molly hook`.
///
/// [dev.molly.hook.CommandChecker] parses the command line, follows it through `sudo`, `xargs`,
/// `bash -c` and the like, and asks one [dev.molly.hook.ProgramRule] for each program that can
/// destroy something on AWS. The answer is a [dev.molly.hook.Verdict]. What is not understood is
/// asked about, never passed. [dev.molly.hook.AgentProtocol] reads and writes the JSON of each
/// agent.
///
/// Nothing here calls AWS or runs a program. To add a program: a rule, its line in
/// `CommandChecker`, and its command lines in the test's table.
@NullMarked
package dev.molly.hook;

import org.jspecify.annotations.NullMarked;
