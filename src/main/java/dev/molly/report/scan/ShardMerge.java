package dev.molly.report.scan;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.molly.model.AccountDirectory;
import dev.molly.model.AccountId;
import dev.molly.model.AccountRegion;
import dev.molly.model.CacheUse;
import dev.molly.model.CallBudget;
import dev.molly.model.Gap;
import dev.molly.model.KindId;
import dev.molly.model.ScanReport;
import dev.molly.model.Shard;
import dev.molly.model.ShardNumber;
import dev.molly.model.UserError;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.stream.Stream;

/// Puts the parts of one scan together: the report that the whole scan would have made. Accounts
/// of a part that is missing are gaps.
public final class ShardMerge {
  /// A report of a part, and the file it is from.
  public record Part(String file, ScanReport report) {
    private Shard shard() {
      return report.shard().orElseThrow();
    }
  }

  /// How much earlier than the last part another one may have begun, if no list shows that they
  /// belong together. One of the night before is of another scan.
  private static final Duration LONGEST = Duration.ofHours(12);

  private static final JsonMapper JSON = new JsonMapper();

  private final SortedMap<ShardNumber, Part> parts = new TreeMap<>();

  /// The parts of earlier scans: they count as missing.
  private final SortedMap<ShardNumber, Part> old = new TreeMap<>();

  private ShardMerge() {}

  /// Reads the report of a shard.
  ///
  /// @param file its name, for messages
  /// @throws UserError if it is not the whole report of a shard
  public static Part read(String file, byte[] content) {
    try {
      SealedJson.Document document = SealedJson.open(content);
      return new Part(
          file, ScanReportReader.read(JSON.readTree(document.text()), document.sealed()));
    } catch (JsonProcessingException e) {
      throw new UserError(file + " is damaged: it is not JSON, or cut off", e);
    } catch (IllegalArgumentException e) {
      throw new UserError(file + " " + e.getMessage(), e);
    }
  }

  /// Returns the report of all parts. Of a part that was scanned twice, the scan that began later
  /// counts.
  ///
  /// @param read the reports of shards, at least one
  /// @throws UserError if they are not parts of the same scan
  public static ScanReport of(List<Part> read) {
    var merge = new ShardMerge();
    Part first = read.getFirst();
    for (Part each : read) {
      same(first, each, "the number of shards", part -> part.shard().number().of());
      same(first, each, "the list of the accounts", part -> part.shard().list());
      same(first, each, "the version of molly", part -> part.report().mollyVersion());
      same(first, each, "the policies", part -> part.report().policies());
      same(first, each, "the rules", part -> part.report().rules());
      same(first, each, "the kinds", part -> part.report().resources().keySet());
      same(first, each, "the regions", part -> part.shard().regions());
      same(first, each, "what they leave out", part -> part.report().narrowed());
      requireOwnAccounts(each);
      merge.parts.merge(
          each.shard().number(),
          each,
          BinaryOperator.maxBy(Comparator.comparing(part -> part.report().startedAt())));
    }
    merge.leaveOutOld();
    merge.requireOneForEachAccount();
    return merge.report();
  }

  private static void same(Part one, Part other, String what, Function<Part, Object> of) {
    if (!of.apply(one).equals(of.apply(other))) {
      throw new UserError(
          "%s and %s are not parts of one scan: they differ in %s."
              .formatted(one.file(), other.file(), what));
    }
  }

  private static void requireOwnAccounts(Part part) {
    Set<AccountId> own = Set.copyOf(part.shard().accounts());
    Stream.concat(
            part.report().targets().stream().map(AccountRegion::account),
            part.report().findings().stream().map(each -> each.resource().id().account()))
        .filter(account -> !own.contains(account))
        .findFirst()
        .ifPresent(
            account -> {
              throw new UserError(
                  "%s has something of account %s, which does not belong to shard %s."
                      .formatted(part.file(), account, part.shard().number()));
            });
  }

  private void leaveOutOld() {
    Instant last = reports().map(ScanReport::startedAt).max(Instant::compareTo).orElseThrow();
    for (Part each : List.copyOf(parts.values())) {
      boolean isOld = each.report().startedAt().plus(LONGEST).isBefore(last);
      if (isOld && each.shard().list().isEmpty()) {
        old.put(each.shard().number(), each);
        parts.remove(each.shard().number());
      }
    }
  }

  private void requireOneForEachAccount() {
    var of = new TreeMap<AccountId, Part>();
    for (Part part : parts.values()) {
      for (AccountId account : part.shard().accounts()) {
        Part other = of.put(account, part);
        if (other != null) {
          throw new UserError(
              "%s and %s both have account %s, so they are not parts of one scan."
                  .formatted(other.file(), part.file(), account));
        }
      }
    }
  }

  private ScanReport report() {
    ScanReport any = parts.firstEntry().getValue().report();
    return new ScanReport(
        reports().map(ScanReport::startedAt).min(Instant::compareTo).orElseThrow(),
        reports().map(ScanReport::endedAt).max(Instant::compareTo).orElseThrow(),
        any.mollyVersion(),
        any.policies(),
        any.rules(),
        all(ScanReport::targets),
        resources(),
        budget(),
        Stream.concat(all(ScanReport::gaps).stream(), missing()).distinct().toList(),
        all(ScanReport::findings),
        accounts(),
        cache(),
        Optional.empty(),
        any.narrowed(),
        Optional.empty());
  }

  private Stream<ScanReport> reports() {
    return parts.values().stream().map(Part::report);
  }

  private <T> List<T> all(Function<ScanReport, Collection<T>> of) {
    return reports().flatMap(each -> of.apply(each).stream()).toList();
  }

  /// Returns a gap for each account that some part knows of, and that the part it belongs to has
  /// not scanned.
  private Stream<Gap> missing() {
    int of = parts.firstKey().of();
    var gaps = new ArrayList<Gap>();
    for (int index = 1; index <= of; index++) {
      var number = new ShardNumber(index, of);
      Optional<Part> part = Optional.ofNullable(parts.get(number));
      var accounts = new TreeSet<AccountId>();
      for (Part each : parts.values()) {
        accounts.addAll(each.shard().parts().get(index - 1));
      }
      part.ifPresent(each -> accounts.removeAll(each.shard().accounts()));
      String why =
          part.isPresent()
              ? "shard %s was scanned before this account was listed".formatted(number)
              : Optional.ofNullable(old.get(number))
                  .map(ShardMerge::ofAnEarlierScan)
                  .orElse("there is no result of shard %s, to which it belongs".formatted(number));
      for (AccountId account : accounts) {
        gaps.add(new Gap(account, Optional.empty(), Optional.empty(), why, Optional.empty()));
      }
    }
    parts.values().forEach(each -> silent(each, gaps));
    return gaps.stream();
  }

  private static String ofAnEarlierScan(Part part) {
    return "the result of shard %s, to which it belongs, is of an earlier scan, which began at %s"
        .formatted(part.shard().number(), part.report().startedAt());
  }

  /// Adds a gap for each account of a part that the part says nothing of.
  private static void silent(Part part, List<Gap> gaps) {
    var accounts = new TreeSet<>(part.shard().accounts());
    part.report().targets().forEach(each -> accounts.remove(each.account()));
    part.report().gaps().forEach(each -> accounts.remove(each.account()));
    String why = "shard %s says nothing of it".formatted(part.shard().number());
    for (AccountId account : accounts) {
      gaps.add(new Gap(account, Optional.empty(), Optional.empty(), why, Optional.empty()));
    }
  }

  private Map<KindId, Long> resources() {
    var resources = new TreeMap<KindId, Long>();
    reports()
        .forEach(
            each -> each.resources().forEach((kind, n) -> resources.merge(kind, n, Long::sum)));
    return resources;
  }

  private CallBudget budget() {
    return CallBudget.NONE.plus(all(each -> each.budget().made()));
  }

  private AccountDirectory accounts() {
    var names = new TreeMap<AccountId, String>();
    reports().forEach(each -> names.putAll(each.accounts().names()));
    var scanned = new TreeSet<AccountId>();
    all(ScanReport::targets).stream().map(AccountRegion::account).forEach(scanned::add);
    return new AccountDirectory(
        names,
        reports()
            .flatMap(each -> each.accounts().unscanned().stream())
            .filter(each -> !scanned.contains(each.id()))
            .distinct()
            .toList());
  }

  private Optional<CacheUse> cache() {
    return reports()
        .flatMap(each -> each.cache().stream())
        .reduce(
            (a, b) ->
                new CacheUse(
                    a.reused() + b.reused(),
                    a.read() + b.read(),
                    Stream.concat(a.oldest().stream(), b.oldest().stream()).min(Instant::compareTo),
                    Stream.concat(a.notes().stream(), b.notes().stream()).toList()));
  }
}
