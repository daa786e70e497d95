package dev.molly.report.change;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.molly.model.ControlId;
import dev.molly.plan.Change;
import dev.molly.report.format.PrintableText;
import dev.molly.report.format.StatusCounts;
import dev.molly.report.format.TextPage;
import dev.molly.report.format.TextPage.Style;
import dev.molly.retire.LifecycleAttributes;
import dev.molly.retire.ProtectionLease;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A short description of a change, such as `off -> on`. A bucket policy is summarized by the
/// statements it gains and loses.
final class ChangeText {
  /// The longest setting shown in full, in characters; a longer one is described.
  private static final int LONGEST = 80;

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private ChangeText() {}

  /// Prints a command only if it can be printed verbatim: with an escape in place of a line end
  /// it would be a different command.
  static void command(TextPage page, String command) throws IOException {
    if (PrintableText.of(command).equals(command)) {
      page.line(6, Style.CYAN, command);
    } else {
      page.words(6, "(Its command has characters that cannot be shown; --out FILE keeps it.)");
    }
  }

  /// A line for a change: the control and its settings, or for a record or a deletion what is done.
  static String line(Change change) {
    ControlId control = change.control();
    if (control.equals(LifecycleAttributes.EXISTENCE)) {
      return "delete the " + noun(change) + " (irreversible)";
    }
    if (control.equals(LifecycleAttributes.RETIREMENT)) {
      return verb(change) + " the retirement record (tags)";
    }
    if (control.equals(LifecycleAttributes.CLAIM)) {
      return verb(change) + " the announcement of the deletion (a tag)";
    }
    if (control.equals(LifecycleAttributes.STATE)) {
      return verb(change) + " the tag that says to AWS that it is due";
    }
    return control + ": " + of(change);
  }

  private static String verb(Change change) {
    if (change.to().isEmpty()) {
      return "remove";
    }
    return change.from().isEmpty() ? "write" : "update";
  }

  /// `instance`, `cluster`, `bucket`: the last word of the kind.
  private static String noun(Change change) {
    String kind = change.resource().id().kind().value();
    return kind.substring(kind.lastIndexOf('-') + 1);
  }

  /// The settings of a change, such as `off -> on`.
  static String of(Change change) {
    String from = change.from();
    String to = change.to();
    if (change.control().equals(LifecycleAttributes.LEASE)) {
      return lease(change);
    }
    if (from.length() <= LONGEST && to.length() <= LONGEST) {
      return word(from) + " -> " + word(to);
    }
    List<String> parts = new ArrayList<>(statements(from, to));
    parts.add(
        StatusCounts.number(bytes(from)) + " -> " + StatusCounts.number(bytes(to)) + " bytes");
    return String.join(", ", parts);
  }

  /// The record of a lease is several tags; only the end of the lease is shown.
  private static String lease(Change change) {
    return ProtectionLease.written(change) instanceof ProtectionLease.Reading.Found(var lease)
        ? "none -> until " + lease.until()
        : "on a lease -> none";
  }

  private static String word(String setting) {
    return setting.isEmpty() ? "none" : setting.replace("\n", ", ");
  }

  private static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  /// Describes the changes to the statements of a policy.
  ///
  /// @return empty if either setting is not a policy
  private static List<String> statements(String from, String to) {
    Optional<ObjectNode> before = policy(from);
    Optional<ObjectNode> after = policy(to);
    if (before.isEmpty() || after.isEmpty()) {
      return List.of();
    }
    List<JsonNode> old = statements(before.get());
    List<JsonNode> now = statements(after.get());
    List<String> lost = new ArrayList<>(names(without(old, now)));
    var words = new ArrayList<String>();
    for (String name : names(without(now, old))) {
      words.add((lost.remove(name) ? "changes " : "adds ") + name);
    }
    lost.forEach(name -> words.add("removes " + name));
    boolean both = !from.isEmpty() && !to.isEmpty();
    if (both && !rest(before.get()).equals(rest(after.get()))) {
      words.add("changes more than statements");
    }
    return words;
  }

  /// Parses a policy; an empty setting is a policy without statements.
  private static Optional<ObjectNode> policy(String text) {
    if (text.isEmpty()) {
      return Optional.of(JSON.createObjectNode());
    }
    try {
      return JSON.readTree(text) instanceof ObjectNode policy
              && policy.path("Statement").isContainerNode()
          ? Optional.of(policy)
          : Optional.empty();
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }

  /// Returns the statements of a policy; a single statement may stand without a list around it.
  private static List<JsonNode> statements(ObjectNode policy) {
    JsonNode statements = policy.path("Statement");
    return statements.isObject() ? List.of(statements) : statements.valueStream().toList();
  }

  private static JsonNode rest(ObjectNode policy) {
    return policy.deepCopy().without("Statement");
  }

  private static List<JsonNode> without(List<JsonNode> statements, List<JsonNode> others) {
    var left = new ArrayList<>(statements);
    others.forEach(left::remove);
    return left;
  }

  private static List<String> names(List<JsonNode> statements) {
    return statements.stream()
        .map(statement -> statement.path("Sid").asText())
        .map(sid -> sid.isEmpty() ? "a statement without a name" : "statement " + sid)
        .toList();
  }
}
