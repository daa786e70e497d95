package dev.molly.sim.core;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// One page of a listing. The token names the last item already returned, so that a listing
/// neither repeats nor skips any remaining item while others are added and removed.
public record SimPage<T>(List<T> items, @Nullable String next) {

  /// Returns the page after a token.
  ///
  /// @param sorted all items, in the order of `key`
  /// @param invalid the error of the service for a token that it did not issue
  public static <T> SimPage<T> of(
      List<T> sorted,
      Function<T, String> key,
      @Nullable String token,
      int size,
      Supplier<RuntimeException> invalid) {
    String after = token == null ? "" : decoded(token, invalid);
    List<T> rest = sorted.stream().filter(item -> key.apply(item).compareTo(after) > 0).toList();
    if (rest.size() <= size) {
      return new SimPage<>(rest, null);
    }

    List<T> items = rest.subList(0, size);
    byte[] last = key.apply(items.getLast()).getBytes(StandardCharsets.UTF_8);
    return new SimPage<>(items, Base64.getUrlEncoder().encodeToString(last));
  }

  private static String decoded(String token, Supplier<RuntimeException> invalid) {
    try {
      return new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw invalid.get();
    }
  }
}
