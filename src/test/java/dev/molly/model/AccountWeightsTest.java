package dev.molly.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AccountWeightsTest {
  @Test
  void theHeaviestComesFirstAndEachGoesToTheLightestPart() {
    assertThat(parts(3, 4, 9, 5, 8, 6, 7))
        .containsExactly(List.of(id(0), id(1)), List.of(id(2), id(3)), List.of(id(4), id(5)));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void everyAccountIsInOnePartAndNoPartIsFarFromTheBest(long seed) {
    var random = new Random(seed);
    long[] weights = random.longs(200, 1, 10_000).toArray();
    AccountWeights list = list(weights);

    List<List<AccountId>> parts = list.parts(8);

    assertThat(parts.stream().flatMap(List::stream))
        .containsExactlyInAnyOrderElementsOf(list.weights().keySet());
    // No division has a part below the mean, nor below the heaviest account.
    long best =
        Math.max(
            (list.weights().values().stream().mapToLong(Long::longValue).sum() + 7) / 8,
            Collections.max(list.weights().values()));
    assertThat(parts).allMatch(part -> sum(list, part) * 3 <= best * 4);
  }

  @Test
  void theOrderInWhichTheAccountsCameDoesNotMatter() {
    var shuffled = new ArrayList<>(IntStream.range(0, 50).boxed().toList());
    Map<AccountId, Long> calls = new LinkedHashMap<>();
    shuffled.forEach(n -> calls.put(id(n), n % 7L));
    List<List<AccountId>> parts = AccountWeights.of("", calls.keySet(), calls).parts(4);
    Collections.shuffle(shuffled, new Random(1));
    Map<AccountId, Long> other = new LinkedHashMap<>();
    shuffled.forEach(n -> other.put(id(n), n % 7L));

    assertThat(AccountWeights.of("", other.keySet(), other).parts(4)).isEqualTo(parts);
  }

  @Test
  void anAccountWithoutCallsWeighsAsMuchAsTheMiddleOneAndNoneWeighsNothing() {
    var weights =
        AccountWeights.of(
            "", Set.of(id(0), id(1), id(2), id(3)), Map.of(id(0), 0L, id(1), 10L, id(2), 1000L));

    assertThat(weights.weights())
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(id(0), 1L, id(1), 10L, id(2), 1000L, id(3), 10L));
  }

  @Test
  void withoutHistoryAllWeighTheSame() {
    var accounts = IntStream.range(0, 40).mapToObj(AccountWeightsTest::id).toList();

    assertThat(AccountWeights.of("", accounts, Map.of()).parts(4))
        .allMatch(part -> part.size() == 10);
  }

  @Test
  void morePartsThanAccountsLeaveSomeEmpty() {
    assertThat(parts(3, 5)).containsExactly(List.of(id(0)), List.of(), List.of());
  }

  @Test
  void aWeightOfNothingIsNone() {
    assertThatThrownBy(() -> new AccountWeights("", new TreeMap<>(Map.of(id(0), 0L))))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static long sum(AccountWeights list, List<AccountId> part) {
    return part.stream().mapToLong(each -> list.weights().getOrDefault(each, 0L)).sum();
  }

  private static List<List<AccountId>> parts(int of, long... weights) {
    return list(weights).parts(of);
  }

  private static AccountWeights list(long... weights) {
    var list = new TreeMap<AccountId, Long>();
    IntStream.range(0, weights.length).forEach(n -> list.put(id(n), weights[n]));
    return new AccountWeights("", list);
  }

  private static AccountId id(int n) {
    return new AccountId("%012d".formatted(n + 1));
  }
}
