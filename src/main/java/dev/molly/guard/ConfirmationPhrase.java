package dev.molly.guard;

import dev.molly.model.AccountId;
import dev.molly.plan.Change;
import dev.molly.plan.Digest;
import dev.molly.plan.Operation;
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

/// The words that confirm one plan, for a limited time: `protect 3 in 111122223333 3fa4b1c2
/// 20261123T093015Z`. They describe the effect of the plan, and cannot be known without having
/// seen it.
public final class ConfirmationPhrase {
  private static final DateTimeFormatter SECOND =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmssX").withZone(ZoneOffset.UTC);

  /// The maximum number of resources that are named individually.
  private static final int NAMED = 5;

  private ConfirmationPhrase() {}

  /// Returns the phrase for a plan, as printed at the given time.
  public static String of(Plan plan, Instant now) {
    String second = SECOND.format(now);
    return "%s %s in %s%s %s %s"
        .formatted(
            plan.operation().word(),
            plan.resources(),
            accounts(plan),
            accepting(plan).map(" accepting "::concat).orElse(""),
            code(plan, second),
            second);
  }

  /// Returns the text that a user at a terminal has to type: the resource's id if a single
  /// resource is retired, each id if a few are deleted; otherwise the number of resources and
  /// the accounts.
  public static String spoken(Plan plan) {
    return named(plan)
        ? identifiers(plan).collect(Collectors.joining(" "))
        : plan.resources() + " in " + accounts(plan);
  }

  /// Returns the question that asks for the confirmation. It does not contain its own answer,
  /// which is in the plan.
  public static String question(Plan plan) {
    if (!named(plan)) {
      return accepting(plan).map("This accepts the loss of %s. "::formatted).orElse("")
          + "How many resources will change, and in which account? As in: 3 in 000000000000";
    }
    return plan.operation() == Operation.PURGE
        ? "What will be deleted for good? Type the id of each, in this order, with spaces between"
        : "What will be retired%s? Type its id"
            .formatted(accepting(plan).map(", accepting the loss of "::concat).orElse(""));
  }

  /// Returns the losses that a plan with retirements accepts, by the codes of
  /// [RetirementRecord#accepted]; empty if there are none.
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

  /// Returns a description of the requested answer.
  public static String asked(Plan plan) {
    if (!named(plan)) {
      return "how many resources, and where";
    }
    return plan.resources() == 1 ? "its id" : "the id of each, in this order";
  }

  private static boolean named(Plan plan) {
    return switch (plan.operation()) {
      case PURGE -> plan.resources() <= NAMED;
      case RETIRE -> plan.resources() == 1;
      case PROTECT, UNDO, SWEEP, RESTORE, EXTEND, LEASE, RENEW -> false;
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

  /// Returns the error in a given phrase; empty if there is none.
  static Optional<String> wrong(String given, Plan plan, Instant now, Duration good) {
    String words = given.strip();
    Optional<Instant> printed = second(words.substring(words.lastIndexOf(' ') + 1));
    if (printed.isEmpty() || !words.equals(of(plan, printed.get()))) {
      return Optional.of("the phrase that was given is not for this plan, or the plan has changed");
    }
    boolean fresh = !printed.get().isAfter(now) && now.isBefore(printed.get().plus(good));
    return fresh ? Optional.empty() : Optional.of("the phrase that was given has expired");
  }

  /// Returns the time at which a phrase was printed, as contained in the phrase; empty if it
  /// contains none.
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
