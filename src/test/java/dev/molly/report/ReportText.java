package dev.molly.report;

/// What two reports of the same resources have in common, although they were made by scans that
/// were divided differently.
public final class ReportText {
  private ReportText() {}

  /// Returns a report without its times and its numbers of calls, and without the options of the
  /// commands that it prints.
  public static String butForTimes(String report) {
    return report
        .replaceAll("(?s)\"budget\": \\{.*?\\n  \\},", "")
        .replaceAll("20\\d\\d-\\d\\d-\\d\\d[T ][0-9:.]+Z?", "TIME")
        .replaceAll("\\d+ \\w+ 20\\d\\d, \\d\\d:\\d\\d UTC", "TIME")
        .replaceAll("\"calls\": \\d+", "")
        .replaceAll("[0-9.,]+ s\\b", "SECONDS")
        .replaceAll("[0-9,]+ AWS calls? \\([^)]*\\)", "CALLS")
        .replaceAll("[0-9,]+ AWS calls?[^\"<\\n]*", "CALLS")
        .replaceAll("time(stamp)?=\"[^\"]*\"", "")
        .replaceAll(
            " --(?:sandbox|organization|(?:state|region|config|kind|format|output|report)"
                + " [^\\s\"'<&]+)",
            "");
  }
}
