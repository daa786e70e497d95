package dev.molly.model;

import java.util.Comparator;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The calls of one API in one account and region.
///
/// @param account the account; empty for the caller's own, when its id was never asked for
/// @param api the call as IAM actions name it: `ec2:DescribeInstances`
/// @param calls the number of calls. A call that the SDK repeats counts once
/// @param throttled the number of attempts that AWS refused because there were too many
public record ApiCalls(
    Optional<AccountId> account, RegionId region, String api, long calls, long throttled)
    implements Comparable<ApiCalls> {
  private static final Comparator<ApiCalls> ORDER =
      Comparator.comparing((ApiCalls each) -> each.account().map(AccountId::value).orElse(""))
          .thenComparing(ApiCalls::region)
          .thenComparing(ApiCalls::api);

  public ApiCalls {
    if (calls < 0 || throttled < 0) {
      throw new IllegalArgumentException("there are no fewer calls than none");
    }
  }

  /// Returns the service of the call, as IAM actions name it: `ec2`.
  public String service() {
    return api.substring(0, api.indexOf(':'));
  }

  /// Returns the sum with the calls of the same API in the same place.
  public ApiCalls plus(ApiCalls more) {
    return new ApiCalls(account, region, api, calls + more.calls, throttled + more.throttled);
  }

  /// Returns the calls beyond those of an earlier count of the same API in the same place.
  ///
  /// @param before the earlier count; null for none
  ApiCalls minus(@Nullable ApiCalls before) {
    return before == null
        ? this
        : new ApiCalls(account, region, api, calls - before.calls, throttled - before.throttled);
  }

  @Override
  public int compareTo(ApiCalls other) {
    return ORDER.compare(this, other);
  }
}
