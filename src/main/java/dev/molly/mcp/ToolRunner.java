package dev.molly.mcp;

/// Carries out the calls of tools.
public interface ToolRunner {
  /// The answer to a call.
  ///
  /// @param text what the model reads
  /// @param failed whether something is wrong or missing
  record Answer(String text, boolean failed) {}

  /// Carries out a call. Several threads may call this at the same time.
  Answer run(ToolCall call);
}
