package dev.molly.report.format;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.molly.model.Severity;
import java.io.IOException;

/// The words of SARIF 2.1.0 that the reports share.
///
/// Source: <https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/sarif-v2.1.0-os.html>, and for the
/// parts that GitHub reads: "SARIF support for code scanning" in its documentation.
public final class SarifText {
  public static final String SCHEMA =
      "https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/schemas/sarif-schema-2.1.0.json";

  private SarifText() {}

  /// Writes a message in plain text. In SARIF `[text](where)` is a link, and text from AWS must
  /// not create one.
  public static void message(JsonGenerator json, String field, String text) throws IOException {
    json.writeObjectFieldStart(field);
    json.writeStringField("text", PrintableText.of(text).replace("](", "] ("));
    json.writeEndObject();
  }

  /// Returns the level of a result.
  public static String level(Severity severity) {
    return switch (severity) {
      case LOW -> "note";
      case MEDIUM -> "warning";
      case HIGH, CRITICAL -> "error";
    };
  }

  /// Returns the score by which GitHub sorts, on the scale of CVSS: over 9 is critical, over 7
  /// high, over 4 medium.
  public static String score(Severity severity) {
    return switch (severity) {
      case LOW -> "3.0";
      case MEDIUM -> "5.5";
      case HIGH -> "8.0";
      case CRITICAL -> "9.5";
    };
  }
}
