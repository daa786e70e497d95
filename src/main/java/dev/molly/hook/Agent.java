package dev.molly.hook;

import java.util.Arrays;
import java.util.Optional;

/// A program whose shell commands molly checks.
public enum Agent {
  /// Claude Code, and VS Code's agents, which read the same settings.
  CLAUDE_CODE("claude-code"),
  /// Gemini CLI.
  GEMINI("gemini"),
  /// GitHub Copilot CLI.
  COPILOT("copilot"),
  /// Cursor.
  CURSOR("cursor"),
  /// Any other program: a small JSON of molly's own, see `molly explain hook`.
  GENERIC("generic");

  private final String word;

  Agent(String word) {
    this.word = word;
  }

  /// Returns the agent of that name on the command line.
  public static Optional<Agent> of(String word) {
    return Arrays.stream(values()).filter(each -> each.word.equals(word)).findFirst();
  }

  /// Returns the name on the command line.
  @Override
  public String toString() {
    return word;
  }
}
