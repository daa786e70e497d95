package dev.molly.history;

import dev.molly.journal.PrivateFolder;
import dev.molly.model.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/// The history of the scans in a state folder. A history that cannot be read or written stops no
/// scan: it says less, and says so.
public final class ScanHistory {
  /// The number of scans that the trend of a scope goes back.
  public static final int SCANS = 400;

  private static final String LAST = "last.jsonl";
  private static final String TOTALS = ".totals.jsonl";
  private static final int RANDOM = 8;
  private static final long HEAP_PER_OPEN = 5_000;
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss.SSS'Z'").withZone(ZoneOffset.UTC);

  private final Path state;

  /// @param state the state folder
  public ScanHistory(Path state) {
    this.state = state;
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

  private PrivateFolder folder(String scope) {
    return new PrivateFolder(state.resolve("history").resolve(scope), state);
  }

  /// Returns the last scan of a scope.
  public LastScan last(HistoryScope scope) {
    PrivateFolder folder = folder(scope.id());
    Path file = folder.file(LAST);
    Optional<String> unsafe = folder.problem();
    if (unsafe.isPresent()) {
      return new LastScan.Unusable("The history is not used: " + unsafe.get());
    }
    try {
      ScanSnapshot snapshot = SnapshotFile.read(folder.read(file));
      return snapshot.scope().equals(scope)
          ? new LastScan.Known(snapshot)
          : new LastScan.Unusable(
              "The history %s is of another scope (%s)".formatted(file, snapshot.scope().words()));
    } catch (NoSuchFileException e) {
      return new LastScan.None();
    } catch (IOException e) {
      return new LastScan.Unusable(
          "The history %s cannot be read: %s".formatted(file, PrivateFolder.reason(e)));
    } catch (IllegalArgumentException e) {
      return new LastScan.Unusable("The history %s %s".formatted(file, e.getMessage()));
    }
  }

  /// Keeps a scan, for the next one of its scope.
  ///
  /// @param before the last scan that this one was compared with. If another scan has been kept
  ///     since, the one that began later remains the last
  /// @return why it could not be kept, as a sentence without a full stop; empty if it was
  public Optional<String> keep(ScanSnapshot snapshot, ScanTotals totals, LastScan before) {
    PrivateFolder folder = folder(snapshot.scope().id());
    try {
      folder.make();
      String name =
          STAMP.format(totals.startedAt())
              + "-"
              + UUID.randomUUID().toString().substring(0, RANDOM)
              + TOTALS;
      folder.replace(folder.file(name), TotalsFile.write(totals));
      LastScan now = last(snapshot.scope());
      boolean overtaken =
          now instanceof LastScan.Known(ScanSnapshot other)
              && !now.equals(before)
              && other.startedAt().isAfter(snapshot.startedAt());
      if (!overtaken) {
        folder.replace(folder.file(LAST), SnapshotFile.write(snapshot));
      }
      List<Path> files = totals(folder);
      for (Path old : files.subList(0, Math.max(0, files.size() - SCANS))) {
        Files.deleteIfExists(old);
      }
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of(
          "The history of this scan was not kept in %s: %s"
              .formatted(folder.path(), PrivateFolder.reason(e)));
    } catch (UserError e) {
      return Optional.of("The history of this scan was not kept: " + e.getMessage());
    }
  }

  /// Returns the ids of all scopes that have a history.
  ///
  /// @throws UserError if the state folder cannot be relied on
  public List<String> scopes() {
    PrivateFolder folder = new PrivateFolder(state.resolve("history"), state);
    folder.check();
    return files(folder).stream()
        .filter(Files::isDirectory)
        .map(each -> String.valueOf(each.getFileName()))
        .toList();
  }

  /// Returns the scans of a scope.
  ///
  /// @throws UserError if the state folder cannot be relied on
  public Scans scans(String scope) {
    PrivateFolder folder = folder(scope);
    folder.check();
    var totals = new ArrayList<ScanTotals>();
    var unreadable = new ArrayList<String>();
    for (Path file : totals(folder)) {
      try {
        ScanTotals each = TotalsFile.read(folder.read(file));
        if (each.scope().id().equals(scope)) {
          totals.add(each);
        } else {
          unreadable.add("%s is of another scope".formatted(file));
        }
      } catch (IOException e) {
        // A scan that ends now removes the oldest.
        if (Files.exists(file)) {
          unreadable.add("%s cannot be read: %s".formatted(file, PrivateFolder.reason(e)));
        }
      } catch (IllegalArgumentException e) {
        unreadable.add("%s %s".formatted(file, e.getMessage()));
      }
    }
    totals.sort(Comparator.comparing(ScanTotals::startedAt));
    return new Scans(totals, unreadable);
  }

  private static List<Path> totals(PrivateFolder folder) {
    return files(folder).stream()
        .filter(file -> String.valueOf(file.getFileName()).endsWith(TOTALS))
        .toList();
  }

  private static List<Path> files(PrivateFolder folder) {
    if (Files.notExists(folder.path())) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder.path())) {
      return files.sorted().toList();
    } catch (IOException e) {
      throw new UserError(
          "%s cannot be read: %s".formatted(folder.path(), PrivateFolder.reason(e)), e);
    }
  }
}
