package dev.molly.hook;

/// What the hook tells the agent.
///
/// @param exitCode 0 if stdout holds the answer, 2 if the command is blocked and stderr says why
/// @param stdout the answer as JSON; empty if the hook has nothing to say
/// @param stderr a reason for the agent; empty if there is none
public record HookAnswer(int exitCode, String stdout, String stderr) {
  /// The exit code by which every agent blocks the command.
  static final int BLOCKED = 2;

  static HookAnswer json(String text) {
    return new HookAnswer(0, text, "");
  }

  /// Returns an answer that blocks the command, for when the check itself failed.
  public static HookAnswer blocked(String why) {
    return new HookAnswer(
        BLOCKED, "", "molly: the command was not run, because it could not be checked: " + why);
  }
}
