package dev.molly.gate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.molly.SupportedKinds;
import dev.molly.model.KindId;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ResourceTypesTest {
  private static final ResourceTypes TYPES = ResourceTypes.load();

  @Test
  void everyRuleOfTheFileIsARule() {
    List<String> rules =
        Stream.concat(
                TYPES.switches().stream().map(ResourceTypes.Switch::rule),
                TYPES.protections().values().stream().map(ResourceTypes.ProtectionType::rule))
            .distinct()
            .toList();

    assertThat(rules).isNotEmpty().allMatch(rule -> GateRule.of(rule).isPresent());
  }

  @Test
  void everyKindOfTheFileIsAKindOfMollys() {
    List<String> kinds =
        TYPES.types().values().stream()
            .map(ResourceTypes.KnownType::kind)
            .filter(Objects::nonNull)
            .distinct()
            .toList();

    assertThat(SupportedKinds.aws().catalog().kinds().stream().map(KindId::value))
        .containsAll(kinds);
  }

  @Test
  void everySwitchSaysWhatProtects() {
    assertThat(TYPES.switches())
        .allMatch(each -> (each.protects() == null) != (each.above() == null));
  }

  /// It is followed by one.
  @Test
  void whatIsLostIsASentenceWithoutItsFullStop() {
    assertThat(TYPES.types().values()).noneMatch(type -> type.loses().endsWith("."));
  }

  @Test
  void noTypeIsAProtectionToo() {
    assertThat(TYPES.types().keySet()).doesNotContainAnyElementsOf(TYPES.protections().keySet());
  }

  @Test
  void aNameOfCloudFormationIsOfOneType() {
    List<String> names =
        TYPES.types().values().stream()
            .map(ResourceTypes.KnownType::cloudformation)
            .filter(Objects::nonNull)
            .toList();

    assertThat(names).doesNotHaveDuplicates();
    assertThat(TYPES.ofCloudFormation("AWS::S3::Bucket")).contains("aws_s3_bucket");
  }
}
