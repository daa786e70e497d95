package dev.molly.hook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.molly.hook.AwsVerbs.Effect;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AwsVerbsTest {
  @ParameterizedTest
  @CsvSource({
    "describe-instances, READS",
    "delete-function, DESTROYS",
    "batch-delete-image, DESTROYS",
    "batch-get-image, READS",
    "admin-delete-user, DESTROYS",
    "create-bucket, CHANGES",
    "obliterate-all, UNKNOWN",
    "rb, DESTROYS",
    "ls, READS"
  })
  void theVerbOfAnOperationSaysWhatItDoes(String operation, Effect effect) {
    assertThat(AwsVerbs.effect(operation)).isEqualTo(effect);
  }

  @Test
  void noVerbDoesTwoThings() {
    Set<String> all = new HashSet<>(AwsVerbs.READ);
    all.addAll(AwsVerbs.CHANGE);
    all.addAll(AwsVerbs.DESTROY);

    assertThat(all)
        .hasSize(AwsVerbs.READ.size() + AwsVerbs.CHANGE.size() + AwsVerbs.DESTROY.size());
  }
}
