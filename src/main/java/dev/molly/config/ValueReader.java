package dev.molly.config;

import dev.molly.text.SpellingSuggestion;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Reads the values of a document one by one and records their problems: an empty result means
/// that a problem was recorded.
final class ValueReader {
  private final ProblemList problems;

  ValueReader(ProblemList problems) {
    this.problems = problems;
  }

  /// Reads the top level of a document. A document of a newer version than this molly supports
  /// is not read any further.
  ///
  /// @param what the name of the node in messages
  Optional<YamlSection> document(YamlNode node, String what, List<String> keys) {
    boolean newer =
        node instanceof YamlNode.Mapping top && newer(new YamlSection(top, what, problems));
    return newer ? Optional.empty() : section(node, what, keys);
  }

  /// Reads the keys and values of a node. Unknown keys are problems.
  ///
  /// @param what the name of the node in messages, for example `a rule`
  Optional<YamlSection> section(YamlNode node, String what, List<String> keys) {
    if (!(node instanceof YamlNode.Mapping mapping)) {
      return wrong(node.at(), what + " is keys and values, not " + node.what());
    }
    mapping
        .fields()
        .forEach(
            (key, field) -> {
              if (!keys.contains(key)) {
                String hint = SpellingSuggestion.hint(key, keys);
                problems.add(field.at(), "unknown key " + ProblemList.quote(key) + hint);
              }
            });
    return Optional.of(new YamlSection(mapping, what, problems));
  }

  /// Reads a node whose keys are names chosen by the user.
  Optional<YamlNode.Mapping> mapping(YamlNode node, String what) {
    if (node instanceof YamlNode.Mapping mapping && !mapping.fields().isEmpty()) {
      return Optional.of(mapping);
    }
    return wrong(node.at(), what + " is keys and values, not " + nothingOr(node));
  }

  /// Reads a list with at least one item.
  Optional<List<YamlNode>> list(YamlNode node, String what) {
    if (node instanceof YamlNode.Sequence sequence && !sequence.items().isEmpty()) {
      return Optional.of(sequence.items());
    }
    return wrong(node.at(), what + " is a list, not " + nothingOr(node));
  }

  /// Returns the items of the list at a key; none if the key is missing.
  Stream<YamlNode> items(YamlSection section, String key) {
    return section.get(key).flatMap(node -> list(node, "'" + key + "'")).stream()
        .flatMap(List::stream);
  }

  /// Reads a list; a single value is read as a list of one.
  Optional<List<YamlNode>> oneOrMore(YamlNode node, String what) {
    return node instanceof YamlNode.Scalar ? Optional.of(List.of(node)) : list(node, what);
  }

  Optional<String> text(YamlNode node, ValueFormat shape) {
    if (node instanceof YamlNode.Scalar scalar && shape.fits(scalar.text())) {
      return Optional.of(scalar.text());
    }
    return wrong(node.at(), "expected " + shape.words() + ", not " + node.what());
  }

  /// Reads one of the known words; the message for any other word suggests the nearest.
  ///
  /// @param what the name of the value in messages, for example `kind`
  Optional<String> word(YamlNode node, String what, Collection<String> known) {
    if (!(node instanceof YamlNode.Scalar scalar)) {
      return wrong(node.at(), "expected a " + what + ", not " + node.what());
    }
    if (!known.contains(scalar.text())) {
      String unknown = "unknown " + what + " " + node.what();
      return wrong(node.at(), unknown + SpellingSuggestion.hint(scalar.text(), known));
    }
    return Optional.of(scalar.text());
  }

  Optional<Duration> length(YamlNode node) {
    return length(node, ValueFormat.LENGTH);
  }

  /// @param shape the format, which determines the accepted units
  Optional<Duration> length(YamlNode node, ValueFormat shape) {
    return text(node, shape).map(ValueReader::length);
  }

  private static Duration length(String text) {
    long number = Long.parseLong(text.substring(0, text.length() - 1));
    return switch (text.charAt(text.length() - 1)) {
      case 's' -> Duration.ofSeconds(number);
      case 'm' -> Duration.ofMinutes(number);
      case 'h' -> Duration.ofHours(number);
      case 'd' -> Duration.ofDays(number);
      case 'w' -> Duration.ofDays(7 * number);
      default -> throw new IllegalStateException("the shape allows no other unit: " + text);
    };
  }

  Optional<LocalDate> date(YamlNode node) {
    Optional<String> text = text(node, ValueFormat.DATE);
    try {
      return text.map(LocalDate::parse);
    } catch (DateTimeParseException e) {
      return wrong(node.at(), "there is no such day as " + node.what());
    }
  }

  Optional<LocalTime> time(YamlNode node) {
    return text(node, ValueFormat.TIME).map(LocalTime::parse);
  }

  /// Reads a named region and not an offset, since an offset does not follow daylight saving
  /// time.
  Optional<ZoneId> zone(YamlNode node) {
    return word(node, "zone", ZoneId.getAvailableZoneIds()).map(ZoneId::of);
  }

  Optional<Integer> number(YamlNode node) {
    return text(node, ValueFormat.NUMBER).map(Integer::valueOf);
  }

  /// Reads a number that may be 0.
  Optional<Integer> count(YamlNode node) {
    return text(node, ValueFormat.COUNT).map(Integer::valueOf);
  }

  private boolean newer(YamlSection top) {
    Optional<String> version = top.need("version", node -> text(node, ValueFormat.NUMBER));
    if (version.isEmpty() || version.get().equals("1")) {
      return false;
    }
    String newer = "version " + version.get() + " is newer than this molly, which reads version 1";
    top.get("version").ifPresent(node -> wrong(node.at(), newer + "; upgrade molly"));
    return true;
  }

  <T> Optional<T> wrong(SourcePosition at, String message) {
    problems.add(at, message);
    return Optional.empty();
  }

  private static String nothingOr(YamlNode node) {
    return switch (node) {
      case YamlNode.Sequence list when list.items().isEmpty() -> "an empty one";
      case YamlNode.Mapping mapping when mapping.fields().isEmpty() -> "an empty one";
      case YamlNode other -> other.what();
    };
  }
}
