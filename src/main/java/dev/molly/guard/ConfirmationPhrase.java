package dev.molly.guard;

import dev.molly.model.AccountId;
import dev.molly.plan.Change;
import dev.molly.plan.Digest;
import dev.molly.plan.Plan;
import dev.molly.plan.PlannedChange;
import dev.molly.retire.LifecycleAttributes;
import dev.molly.retire.RetirementRecordCodec;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The words that confirm one plan, for a while: `protect 3 in 111122223333 3fa4b1c2
/// 20261123T093015Z`. They say what is about to happen, and nobody can know them who has not seen
/// the plan.
public final class ConfirmationPhrase {
  private static final DateTimeFormatter SECOND =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmssX").withZone(ZoneOffset.UTC);

  private static final String PURGE = "purge";

  /// How many resources are named one by one.
  private static final int NAMED = 5;

  private ConfirmationPhrase() {}

  /// The phrase for a plan, as it is printed now.
  public static String of(Plan plan, Instant now) {
    String second = SECOND.format(now);
    return "%s %d in %s%s %s %s"
        .formatted(
            plan.command(),
            plan.resources(),
            accounts(plan),
            accepting(plan).map(" accepting "::concat).orElse(""),
            code(plan, second),
            second);
  }

  /// What somebody at a terminal is asked to type: the resource itself where it is one that is
  /// retired, each of a few that are deleted; else how many, and where.
  public static String spoken(Plan plan) {
    return named(plan)
        ? identifiers(plan).collect(Collectors.joining(" "))
        : plan.resources() + " in " + accounts(plan);
  }

  /// What to ask for it. It does not hold its own answer: that is in the plan.
  public static String question(Plan plan) {
    if (!named(plan)) {
      return accepting(plan).map("This accepts the loss of %s. "::formatted).orElse("")
          + "How many resources will change, and in which account? Type it as in: 3 in"
          + " 000000000000";
    }
    return plan.command().equals(PURGE)
        ? "What will be deleted for good? Type the id of each, in this order, with spaces between"
        : "What will be retired%s? Type its id"
            .formatted(accepting(plan).map(", accepting the loss of "::concat).orElse(""));
  }

  /// What a plan that retires accepts to be lost, by the words of [RetirementRecord#accepted];
  /// empty when nothing.
  private static Optional<String> accepting(Plan plan) {
    String things =
        plan.steps().stream()
            .map(PlannedChange::change)
            .filter(change -> change.control().equals(LifecycleAttributes.RETIREMENT))
            .filter(change -> change.from().isEmpty() && !change.to().isEmpty())
            .flatMap(change -> accepted(change).stream())
            .distinct()
            .sorted()
            .collect(Collectors.joining("+"));
    return things.isEmpty() ? Optional.empty() : Optional.of(things);
  }

  private static Set<String> accepted(Change begins) {
    return RetirementRecordCodec.written(begins)
            instanceof RetirementRecordCodec.Reading.Found(var record)
        ? record.accepted()
        : Set.of();
  }

  /// What the question asks for, in words.
  public static String asked(Plan plan) {
    if (!named(plan)) {
      return "how many resources, and where";
    }
    return plan.resources() == 1 ? "its id" : "the id of each, in this order";
  }

  private static boolean named(Plan plan) {
    return switch (plan.command()) {
      case PURGE -> plan.resources() <= NAMED;
      case "retire" -> plan.resources() == 1;
      default -> false;
    };
  }

  private static Stream<String> identifiers(Plan plan) {
    return plan.steps().stream()
        .collect(
            Collectors.toMap(
                step -> step.change().resource().id(),
                step -> step.change().resource().identifier(),
                (first, later) -> first,
                LinkedHashMap::new))
        .values()
        .stream();
  }

  /// What is wrong with a phrase that was given; empty when nothing is.
  static Optional<String> wrong(String given, Plan plan, Instant now, Duration good) {
    String words = given.strip();
    Optional<Instant> printed = second(words.substring(words.lastIndexOf(' ') + 1));
    if (printed.isEmpty() || !words.equals(of(plan, printed.get()))) {
      return Optional.of("the phrase that was given is not for this plan, or the plan has changed");
    }
    boolean fresh = !printed.get().isAfter(now) && now.isBefore(printed.get().plus(good));
    return fresh ? Optional.empty() : Optional.of("the phrase that was given has expired");
  }

  /// When a phrase was printed, by its own words; empty when it has none that say so.
  public static Optional<Instant> printed(String phrase) {
    return second(phrase.substring(phrase.lastIndexOf(' ') + 1));
  }

  private static Optional<Instant> second(String word) {
    try {
      return Optional.of(SECOND.parse(word, Instant::from));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  private static String code(Plan plan, String second) {
    Digest bound = new Digest.Builder().add(plan.digest().hex()).add(second).build();
    return bound.brief();
  }

  private static String accounts(Plan plan) {
    return plan.accounts().stream().map(AccountId::value).collect(Collectors.joining("+"));
  }
}
