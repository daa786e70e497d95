package dev.molly.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.molly.model.AccountId;
import dev.molly.model.ControlId;
import dev.molly.model.KindId;
import dev.molly.model.RegionId;
import dev.molly.model.Resource;
import dev.molly.model.ResourceId;
import dev.molly.model.ResourceRef;
import dev.molly.model.Tags;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class FingerprintTest {
  private static final ControlId NAME = new ControlId("name");

  @Test
  void mollysOwnTagsAreNoneOfIt() {
    assertThat(of(new Tags.Known(Map.of("env", "prod", "molly:retire", "v=1"))))
        .isEqualTo(of(new Tags.Known(Map.of("env", "prod"))));
  }

  @Test
  void tagsThatNobodyKnowsAreNotNoTags() {
    Set<String> fingerprints =
        Stream.of(new Tags.Known(Map.of()), new Tags.Unknown("denied", ""), new Tags.Unread())
            .map(FingerprintTest::of)
            .collect(Collectors.toSet());

    assertThat(fingerprints).hasSize(3);
  }

  private static String of(Tags tags) {
    var id =
        new ResourceId(
            new KindId("s3-bucket"),
            new AccountId("111122223333"),
            new RegionId("eu-west-1"),
            "orders");
    var ref = new ResourceRef(id, "orders", "orders", "arn:aws:s3:::orders");
    return Fingerprint.of(new Resource(ref, "exists", tags, Map.of()), NAME, "orders");
  }
}
