package dev.molly.report.format;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toList;
import static java.util.stream.Collectors.toMap;

import dev.molly.model.AccountDirectory;
import dev.molly.model.CacheUse;
import dev.molly.model.Finding;
import dev.molly.model.FindingStatus;
import dev.molly.model.Gap;
import dev.molly.model.KindId;
import dev.molly.model.RegionId;
import dev.molly.model.RuleSummary;
import dev.molly.model.ScanReport;
import dev.molly.model.Severity;
import dev.molly.model.UnscannedAccount;
import dev.molly.report.format.TextPage.Style;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;

/// The phrases that several formats share. Nothing here is escaped: each format does that in its
/// own way.
public final class ReportPhrases {
  /// Orders findings that need attention before those that are only counted; the most severe
  /// first.
  public static final Comparator<Finding> WORST_FIRST =
      Comparator.comparing((Finding finding) -> !needsSomebody(finding))
          .thenComparing(Finding::severity, Comparator.reverseOrder())
          .thenComparing(Finding::status)
          .thenComparing(Comparator.naturalOrder());

  public static final String NEVER_DUE = "never: it is kept, empty, for its name";

  private static final int CACHE_NOTES = 6;

  private ReportPhrases() {}

  /// Returns whether a finding requires action: protecting the resource, or permitting molly to
  /// read it.
  public static boolean needsSomebody(Finding finding) {
    return finding.status().violation() || finding.status() == FindingStatus.UNKNOWN;
  }

  /// Returns the number that need attention: `none needs attention`, `1 needs attention`, `2
  /// need attention`.
  public static String needAttention(int count) {
    return (count == 0 ? "none" : StatusCounts.number(count))
        + (count < 2 ? " needs attention" : " need attention");
  }

  /// Returns whether the scan was complete: no gaps and no unknown findings.
  public static boolean complete(ScanReport report) {
    return report.gaps().isEmpty() && report.count(FindingStatus.UNKNOWN) == 0;
  }

  /// Returns the policies of a report, and what it leaves out: `baseline, only --tag a=b`.
  public static String policies(ScanReport report) {
    String policies =
        report.policies().isEmpty() ? "no policy" : String.join(", ", report.policies());
    return report.narrowed().isEmpty()
        ? policies
        : policies + ", only " + String.join(" ", report.narrowed());
  }

  /// Returns the place of a gap: `account 111122223333, eu-west-1, every kind`.
  public static String place(Gap gap) {
    return place(gap, AccountDirectory.EMPTY);
  }

  /// Returns the place of a gap: `account 111122223333 (prod), eu-west-1, every kind`.
  public static String place(Gap gap, AccountDirectory accounts) {
    return "account "
        + accounts.label(gap.account())
        + ", "
        + gap.region().map(RegionId::value).orElse("every region")
        + ", "
        + gap.kind().map(KindId::value).orElse("every kind");
  }

  /// Returns a rule's reason as one paragraph, independent of the line breaks in the policy
  /// file.
  public static String why(RuleSummary rule) {
    return rule.why().strip().replaceAll("\\s+", " ");
  }

  public static String why(Gap gap) {
    return gap.why() + missing(gap.missingPermission().orElse(""));
  }

  public static String reason(Finding finding) {
    return finding.reason() + missing(finding.missingPermission().orElse(""));
  }

  private static String missing(String permission) {
    return permission.isEmpty() ? "" : " (missing permission: " + permission + ")";
  }

  /// Returns the command that makes the finding pass, or else the one that explains how.
  public static String command(Finding finding, Invocation typed) {
    return fix(finding, typed).orElse("molly explain " + finding.explain());
  }

  /// Returns the command that makes the finding pass. It is a molly command: it selects the
  /// right account by itself, which a bare AWS command does not, shows its changes first, and
  /// can be undone.
  public static Optional<String> fix(Finding finding, Invocation typed) {
    return finding.protectable()
        ? Optional.of(typed.protect(finding.resource()))
        : Optional.empty();
  }

  /// Returns the number of violations of each severity, the most severe first: `3 critical, 12
  /// high`.
  public static String severities(List<Finding> findings) {
    var words = new ArrayList<String>();
    for (Severity each : List.of(Severity.values()).reversed()) {
      long count =
          findings.stream()
              .filter(finding -> finding.status().violation() && finding.severity() == each)
              .count();
      if (count > 0) {
        words.add(StatusCounts.number(count) + " " + each.word());
      }
    }
    return words.isEmpty() ? "none" : String.join(", ", words);
  }

  /// Writes the heading of the gaps.
  ///
  /// @param unknown the information that is missing because of them
  public static void gaps(TextPage page, int count, String unknown) throws IOException {
    String many =
        " " + count(count, "place") + " could not be read: it is not known " + unknown + ".";
    page.labelled(0, Style.BOLD_YELLOW, "GAPS:", many);
  }

  /// Returns a count with its noun: `1 gap`, `3 gaps`.
  public static String count(long count, String noun) {
    return StatusCounts.number(count) + " " + noun + (count == 1 ? "" : "s");
  }

  /// Returns the accounts of the organization that were not scanned, by reason. Those that the
  /// config leaves out are only counted: `5 excluded`, `2 suspended: 111122223333 (old), ...`.
  public static List<String> unscanned(AccountDirectory accounts) {
    return accounts.unscanned().stream()
        .collect(groupingBy(UnscannedAccount::reason, TreeMap::new, toList()))
        .entrySet()
        .stream()
        .map(
            each ->
                StatusCounts.number(each.getValue().size())
                    + " "
                    + each.getKey().words()
                    + (each.getKey() == UnscannedAccount.Reason.EXCLUDED
                        ? ""
                        : ": "
                            + each.getValue().stream()
                                .map(account -> account.id() + " (" + account.name() + ")")
                                .collect(joining(", "))))
        .toList();
  }

  /// Returns what is known of the owners of the resources whose findings need attention: `3 owners
  /// of 12 resources; 2 resources without owner; ...`; empty if there is no such finding. It ends
  /// with the command that reads the tags that were not read.
  public static String owners(ScanReport report, Invocation typed) {
    Collection<Finding> resources =
        report.findings().stream()
            .filter(ReportPhrases::needsSomebody)
            .collect(toMap(each -> each.resource().id(), each -> each, (one, _) -> one))
            .values();
    Map<String, List<Finding>> known =
        resources.stream().collect(groupingBy(each -> each.owner().word()));
    var words = new ArrayList<String>();
    long names =
        resources.stream().flatMap(each -> each.owner().name().stream()).distinct().count();
    if (names > 0) {
      words.add(count(names, "owner") + " of " + of(known, "tagged"));
    }
    if (known.containsKey("untagged")) {
      words.add(of(known, "untagged") + " without owner");
    }
    if (known.containsKey("unknown")) {
      words.add(of(known, "unknown") + " with unknown tags");
    }
    if (known.containsKey("not-read")) {
      words.add(
          of(known, "not-read")
              + " whose tags were not read because that costs calls ("
              + known.get("not-read").stream()
                  .map(each -> each.resource().id().kind().value())
                  .distinct()
                  .sorted()
                  .collect(joining(", "))
              + "): "
              + (typed.isOf("scan")
                  ? typed.again("--group-by", "owner")
                  : typed.command("molly scan --group-by owner")));
    }
    return String.join("; ", words);
  }

  private static String of(Map<String, List<Finding>> known, String word) {
    return count(known.getOrDefault(word, List.of()).size(), "resource");
  }

  /// Returns what was taken from the cache, as sentences; none if everything was read.
  public static List<String> cache(ScanReport report) {
    return report.cache().stream()
        .flatMap(use -> Stream.concat(Stream.of(cache(use)), notes(use)))
        .toList();
  }

  /// There may be two notes for each of 100,000 places, when the place of the cache is down.
  private static Stream<String> notes(CacheUse use) {
    int more = use.notes().size() - CACHE_NOTES;
    return more <= 0
        ? use.notes().stream()
        : Stream.concat(
            use.notes().stream().limit(CACHE_NOTES),
            Stream.of("and %s like these (--format json has all)".formatted(count(more, "note"))));
  }

  private static String cache(CacheUse use) {
    return "%s from earlier scans%s, %s read now"
        .formatted(
            count(use.reused(), "setting"),
            use.oldest().map(at -> " (the oldest of " + at + ")").orElse(""),
            StatusCounts.number(use.read()));
  }

  /// Returns the number of resources of each kind, and last the kinds of which there are none:
  /// `12 ec2-instance, no s3-bucket`.
  public static String resources(ScanReport report) {
    Stream<String> found =
        report.resources().entrySet().stream()
            .filter(seen -> seen.getValue() > 0)
            .map(seen -> StatusCounts.number(seen.getValue()) + " " + seen.getKey());
    Stream<String> none =
        report.resources().entrySet().stream()
            .filter(seen -> seen.getValue() == 0)
            .map(seen -> "no " + seen.getKey());
    String words = Stream.concat(found, none).collect(joining(", "));
    return words.isEmpty() ? "none" : words;
  }

  /// Returns the number of resources of all kinds: `45 resources of 4 kinds`.
  public static String resourceTotal(ScanReport report) {
    long total = report.resources().values().stream().mapToLong(Long::longValue).sum();
    return count(total, "resource") + " of " + count(report.resources().size(), "kind");
  }

  /// Returns the duration of a scan: `0.8 s`, `3 min 5 s`.
  public static String took(ScanReport report) {
    return length(Duration.between(report.startedAt(), report.endedAt()));
  }

  /// Returns a length of time: `4.3 s`.
  public static String length(Duration took) {
    return took.toMinutes() == 0
        ? String.format(Locale.ROOT, "%.1f s", took.toMillis() / 1000.0)
        : took.toMinutes() + " min " + took.toSecondsPart() + " s";
  }

  /// Returns the things grouped by a key, in the order of the first of each group.
  public static <K, T> Map<K, List<T>> groups(Collection<T> things, Function<T, K> by) {
    return things.stream().collect(groupingBy(by, LinkedHashMap::new, toList()));
  }
}
