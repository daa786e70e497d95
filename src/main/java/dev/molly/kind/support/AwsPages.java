package dev.molly.kind.support;

import dev.molly.aws.AwsCalls;
import java.util.Iterator;
import java.util.function.Consumer;
import software.amazon.awssdk.core.SdkResponse;

/// Reads listings page by page.
public final class AwsPages {
  private AwsPages() {}

  /// Passes on each page. The next page is not requested before the consumer returns.
  ///
  /// @param permission the IAM action that the listing requires
  /// @param pages a paginator of the SDK
  /// @throws dev.molly.aws.AwsException if a page cannot be read
  public static <P extends SdkResponse> void each(
      String permission, Iterable<P> pages, Consumer<P> page) {
    Iterator<P> all = pages.iterator();
    while (AwsCalls.call(permission, all::hasNext)) {
      page.accept(AwsCalls.call(permission, all::next));
    }
  }
}
