package dev.molly.contract;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Assertions;
import org.opentest4j.TestAbortedException;

/// What `MOLLY_TEST_REQUIRE` names: engines and tools that must be there. Without it, tests that
/// need one that is not there are skipped. The words are also the tags of the tests that need it.
public final class Required {
  public static final String TERRAFORM = "terraform";
  public static final String CHROMIUM = "chromium";
  public static final String AWS_CLI_2 = "aws-cli-2";

  private Required() {}

  static List<String> names() {
    String words = System.getenv().getOrDefault("MOLLY_TEST_REQUIRE", "");
    return Arrays.stream(words.split(",", -1)).map(String::strip).toList();
  }

  /// What a test that needs something throws when it is not there: it fails when that is required,
  /// and is skipped when it is not.
  public static RuntimeException missing(String name, String why) {
    if (names().contains(name)) {
      Assertions.fail("MOLLY_TEST_REQUIRE asks for " + name + ": " + why);
    }
    return new TestAbortedException(why);
  }
}
