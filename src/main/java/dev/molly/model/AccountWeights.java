package dev.molly.model;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;

/// The accounts of a list with the number of calls that a scan makes in each, to divide a scan
/// into parts of about the same length.
///
/// @param digest identifies the list: parts of different lists do not belong together
/// @param weights the weight of each account, at least 1
public record AccountWeights(String digest, SortedMap<AccountId, Long> weights) {
  public AccountWeights {
    weights = Collections.unmodifiableSortedMap(new TreeMap<>(weights));
    if (weights.values().stream().anyMatch(each -> each < 1)) {
      throw new IllegalArgumentException("an account weighs at least 1");
    }
  }

  /// Returns the weights of accounts by the calls that a scan made in them. An account without
  /// calls of its own gets the median of the others.
  public static AccountWeights of(
      String digest, Collection<AccountId> accounts, Map<AccountId, Long> calls) {
    List<Long> known = calls.values().stream().sorted().toList();
    long middle = known.isEmpty() ? 1 : known.get(known.size() / 2);
    var weights = new TreeMap<AccountId, Long>();
    accounts.forEach(each -> weights.put(each, Math.max(1, calls.getOrDefault(each, middle))));
    return new AccountWeights(digest, weights);
  }

  /// Returns the accounts of each part: the heaviest account first, each to the part that is the
  /// lightest so far ("longest processing time first", at most 4/3 of the best division: R. L.
  /// Graham, Bounds on Multiprocessing Timing Anomalies, 1969). The same list gives the same parts
  /// on every machine.
  public List<List<AccountId>> parts(int number) {
    List<List<AccountId>> parts = new ArrayList<>();
    IntStream.range(0, number).forEach(_ -> parts.add(new ArrayList<>()));
    var lightest = new PriorityQueue<Load>();
    IntStream.range(0, number).mapToObj(index -> new Load(index, 0)).forEach(lightest::add);
    weights.entrySet().stream()
        .sorted(Map.Entry.<AccountId, Long>comparingByValue().reversed())
        .forEach(
            account -> {
              Load load = lightest.remove();
              parts.get(load.index()).add(account.getKey());
              lightest.add(new Load(load.index(), load.weight() + account.getValue()));
            });
    return parts.stream().map(part -> part.stream().sorted().toList()).toList();
  }

  private record Load(int index, long weight) implements Comparable<Load> {
    @Override
    public int compareTo(Load other) {
      return Comparator.comparingLong(Load::weight)
          .thenComparingInt(Load::index)
          .compare(this, other);
    }
  }
}
