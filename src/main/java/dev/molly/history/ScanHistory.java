package dev.molly.history;

import static java.util.stream.Collectors.toMap;

import dev.molly.model.UserError;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.Pattern;
import java.util.stream.Gatherers;
import java.util.stream.Stream;

/// The history of the scans in a store. A scan goes on without a history that cannot be read or
/// written, and says so.
public final class ScanHistory {
  /// The number of scans that the trend of a scope goes back.
  public static final int SCANS = 400;

  private static final String LAST = "last.jsonl";
  private static final String TOTALS = ".totals.jsonl";
  private static final int RANDOM = 8;
  private static final long HEAP_PER_OPEN = 5_000;
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss.SSS'Z'").withZone(ZoneOffset.UTC);

  /// The number of files that are read side by side: in a bucket, each takes a request.
  static final int AT_ONCE = 16;

  /// The names of the folders of scopes.
  private static final Pattern SCOPE = Pattern.compile("[0-9a-f]{16}");

  private final ScanStore store;

  public ScanHistory(ScanStore store) {
    this.store = store;
  }

  /// The scans of one scope that could be read, the oldest first.
  ///
  /// @param unreadable what could not be read, as sentences
  public record Scans(List<ScanTotals> totals, List<String> unreadable) {
    public static final Scans NONE = new Scans(List.of(), List.of());

    public Scans {
      totals = List.copyOf(totals);
      unreadable = List.copyOf(unreadable);
    }

    /// Returns these scans and one more, which is the last one.
    public Scans with(ScanTotals last) {
      return new Scans(Stream.concat(totals.stream(), Stream.of(last)).toList(), unreadable);
    }
  }

  /// Returns the largest number of open findings that a heap can keep: writing them takes some 2.5
  /// kilobytes each, and may take half of it.
  ///
  /// @param heap the maximum size of the heap, in bytes
  public static long mostOpen(long heap) {
    return heap / HEAP_PER_OPEN;
  }

  /// Returns the size of a heap that can keep some open findings, in bytes.
  public static long heapFor(long open) {
    return open * HEAP_PER_OPEN;
  }

  private static String folder(String scope) {
    return "history/" + scope;
  }

  /// Returns the path of a file about a scope.
  static String file(String scope, String name) {
    return folder(scope) + "/" + name;
  }

  /// Returns the last scan of a scope.
  public LastScan last(HistoryScope scope) {
    try {
      return SealedLines.read(store, file(scope.id(), LAST), content -> snapshot(content, scope))
          .<LastScan>map(LastScan.Known::new)
          .orElseGet(LastScan.None::new);
    } catch (UserError e) {
      return new LastScan.Unusable("The history " + e.getMessage());
    }
  }

  private static ScanSnapshot snapshot(byte[] content, HistoryScope scope) {
    ScanSnapshot snapshot = SnapshotFile.read(content);
    if (!snapshot.scope().equals(scope)) {
      throw new IllegalArgumentException(
          "is of another scope (%s)".formatted(snapshot.scope().words()));
    }
    return snapshot;
  }

  /// Keeps a scan, for the next one of its scope.
  ///
  /// @param before the last scan that this one was compared with. If another scan has been kept
  ///     since, the one that began later remains the last; in a bucket, the one that was kept
  ///     first. A last scan that could not be read before, and can be read now, remains
  /// @return why it is not the last scan now, as a sentence without a full stop; empty if it is
  public Optional<String> keep(ScanSnapshot snapshot, ScanTotals totals, LastScan before) {
    String scope = snapshot.scope().id();
    String name =
        STAMP.format(totals.startedAt())
            + "-"
            + UUID.randomUUID().toString().substring(0, RANDOM)
            + TOTALS;
    try {
      store.add(file(scope, name), TotalsFile.write(totals), TOTALS, SCANS);
      if (before instanceof LastScan.Unusable && last(snapshot.scope()) instanceof LastScan.Known) {
        return Optional.of(
            "The history of this scan was not kept: %s can be read again, and stays"
                .formatted(store.shown(file(scope, LAST))));
      }
      if (store.isConditional() || !isOvertaken(snapshot, before)) {
        store.replace(file(scope, LAST), SnapshotFile.write(snapshot));
      }
      return Optional.empty();
    } catch (UserError e) {
      return Optional.of("The history of this scan was not kept: " + e.getMessage());
    }
  }

  private boolean isOvertaken(ScanSnapshot snapshot, LastScan before) {
    LastScan now = last(snapshot.scope());
    return now instanceof LastScan.Known(ScanSnapshot other)
        && !now.equals(before)
        && other.startedAt().isAfter(snapshot.startedAt());
  }

  /// Returns the ids of all scopes that have a history.
  ///
  /// @throws UserError if the store cannot be relied on
  public List<String> scopes() {
    return store.list("history").stream().filter(SCOPE.asMatchPredicate()).toList();
  }

  /// Returns the scans of all scopes, by the ids of the scopes.
  ///
  /// @throws UserError if the store cannot be relied on
  public SortedMap<String, Scans> all() {
    return scopes().stream()
        .gather(Gatherers.mapConcurrent(AT_ONCE, scope -> Map.entry(scope, scans(scope))))
        .collect(toMap(Map.Entry::getKey, Map.Entry::getValue, (one, _) -> one, TreeMap::new));
  }

  /// Returns the scans of a scope.
  public Scans scans(String scope) {
    var unreadable = new ConcurrentLinkedQueue<String>();
    List<ScanTotals> totals =
        names(scope, unreadable).stream()
            .gather(Gatherers.mapConcurrent(AT_ONCE, name -> totals(scope, name, unreadable)))
            .flatMap(Optional::stream)
            .sorted(Comparator.comparing(ScanTotals::startedAt))
            .toList();
    return new Scans(totals, unreadable.stream().sorted().toList());
  }

  private List<String> names(String scope, Collection<String> unreadable) {
    try {
      return store.list(folder(scope)).stream().filter(name -> name.endsWith(TOTALS)).toList();
    } catch (UserError e) {
      unreadable.add(e.getMessage());
      return List.of();
    }
  }

  /// Returns the totals in a file; empty if it is gone, because a scan that ends now removes the
  /// oldest.
  private Optional<ScanTotals> totals(String scope, String name, Collection<String> unreadable) {
    try {
      return SealedLines.read(store, file(scope, name), content -> totals(content, scope));
    } catch (UserError e) {
      unreadable.add(e.getMessage());
      return Optional.empty();
    }
  }

  private static ScanTotals totals(byte[] content, String scope) {
    ScanTotals totals = TotalsFile.read(content);
    if (!totals.scope().id().equals(scope)) {
      throw new IllegalArgumentException("is of another scope");
    }
    return totals;
  }
}
