/// The command language of POSIX shells and bash: text in, the commands it runs out.
///
/// The parser answers one question, which commands a text may run, and is strict about it: what
/// it does not know is a [dev.molly.hook.shell.ShellSyntaxException], and a part of a word that
/// only the running shell knows is marked as unknown. It expands nothing and runs nothing.
///
/// Uses nothing of molly's. Source: POSIX.1-2024, Shell Command Language; the Bash Reference
/// Manual.
@NullMarked
package dev.molly.hook.shell;

import org.jspecify.annotations.NullMarked;
