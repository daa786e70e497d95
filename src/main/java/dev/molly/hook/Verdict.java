package dev.molly.hook;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// The answer to a command or a command line.
///
/// @param reasons what would happen and why that is a problem, a sentence each, then what to do
///     instead; empty only if the command passes
/// @param insertions changes of the command line that stage what it would destroy
public record Verdict(Decision decision, List<String> reasons, List<Insertion> insertions) {
  /// The beginning of a reason that ends with a command to type.
  static final String INSTEAD = "Run this instead: ";

  private static final Verdict PASS = new Verdict(Decision.PASS, List.of(), List.of());

  public Verdict {
    reasons = List.copyOf(reasons);
    insertions = List.copyOf(insertions);
  }

  /// A text to insert into the command line.
  ///
  /// @param offset the place in the original command line
  public record Insertion(int offset, String text) {}

  static Verdict pass() {
    return PASS;
  }

  static Verdict ask(String... reasons) {
    return new Verdict(Decision.ASK, List.of(reasons), List.of());
  }

  static Verdict deny(String... reasons) {
    return new Verdict(Decision.DENY, List.of(reasons), List.of());
  }

  static Verdict rewrite(Insertion insertion, String... reasons) {
    return new Verdict(Decision.REWRITE, List.of(reasons), List.of(insertion));
  }

  /// Returns the verdict on two commands of one line: the stricter decision with its reasons, or
  /// the reasons of both if they agree.
  Verdict and(Verdict other) {
    if (other.decision == Decision.PASS) {
      return this;
    }
    if (decision == Decision.PASS) {
      return other;
    }
    boolean same = decision == other.decision;
    Verdict stricter = decision.compareTo(other.decision) >= 0 ? this : other;
    List<Insertion> all = new ArrayList<>(insertions);
    all.addAll(other.insertions);
    return new Verdict(
        stricter.decision,
        same
            ? Stream.concat(reasons.stream(), other.reasons.stream()).distinct().toList()
            : stricter.reasons,
        all);
  }

  /// Returns this verdict for a command whose text cannot be changed: instead of a rewrite, the
  /// command is denied.
  Verdict withoutRewriting() {
    return new Verdict(decision == Decision.REWRITE ? Decision.DENY : decision, reasons, List.of());
  }

  /// Returns this verdict for a command line within another one, where it cannot be changed: a
  /// rewrite is denied, and the last reason names the rewritten command line.
  Verdict within(String commandLine) {
    if (decision != Decision.REWRITE) {
      return withoutRewriting();
    }
    var all = new ArrayList<>(reasons);
    all.add(INSTEAD + rewritten(commandLine));
    return new Verdict(Decision.DENY, all, List.of());
  }

  /// Returns the command line with the insertions.
  String rewritten(String commandLine) {
    var text = new StringBuilder(commandLine);
    insertions.stream()
        .distinct()
        .sorted((one, other) -> Integer.compare(other.offset(), one.offset()))
        .forEach(each -> text.insert(each.offset(), each.text()));
    return text.toString();
  }
}
