package dev.molly.report.change;

import dev.molly.plan.RunResult.Result;

/// The results of steps in words.
final class ResultText {
  private ResultText() {}

  /// Returns what a result means: whether the step was written, and why not.
  static String meaning(Result result) {
    return switch (result) {
      case DONE -> "written, and reading it back shows it";
      case ALREADY -> "not written: it was so already";
      case DRIFTED -> "not written: it is no longer what the plan saw, or that is not known";
      case PAUSED ->
          "not written: AWS denied it, asked to slow down or could not be reached, so this place"
              + " was left alone";
      case DENIED -> "not written: AWS denied it";
      case WAITING -> "not written yet: AWS has to finish something first";
      case UNTOLD -> "not written: it would say that its owner was told";
      case FAILED -> "not written: AWS refused it, or did not say how it is now";
      case MISMATCH -> "written, but reading it back shows something else";
      case UNKNOWN -> "no answer came, or it could not be read back: it may have been written";
    };
  }
}
