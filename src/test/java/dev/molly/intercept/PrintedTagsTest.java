package dev.molly.intercept;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.molly.kind.TestKinds;
import dev.molly.model.AccountId;
import dev.molly.model.ControlId;
import dev.molly.model.KindId;
import dev.molly.model.RegionId;
import dev.molly.model.ResourceId;
import dev.molly.model.ResourceRef;
import dev.molly.plan.Change;
import dev.molly.retire.LifecycleAttributes;
import dev.molly.retire.RecordTags;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The commands of a plan that write tags, read back as a shell and the AWS CLI read them.
class PrintedTagsTest {
  private static final List<String> NASTY =
      List.of(
          "a,b", "it's", "q\"x", "x]y", "x}y", "ünï", "=a", " a", "a ", "", "a\\,b", "{x", "$(id)",
          "a\tb", "😀");

  private static final List<String> KINDS =
      List.of("ec2-instance", "rds-instance", "rds-cluster", "s3-bucket");

  static Stream<Arguments> nasty() {
    return KINDS.stream().flatMap(kind -> NASTY.stream().map(value -> Arguments.of(kind, value)));
  }

  @ParameterizedTest
  @MethodSource("nasty")
  void aTagWhoseValueMeansSomethingInShorthandIsPrintedAsJson(String kind, String value)
      throws JsonProcessingException {
    var tags = Map.of("molly:retire-name", value, "molly:retire", "v=1 goal=retired");

    assertThat(printed(kind, LifecycleAttributes.RETIREMENT, "", RecordTags.text(tags)))
        .isEqualTo(tags);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a,b", "it's", "q\"x", "x]y", "ünï"})
  void aNameIsPrintedAsJsonToo(String name) throws JsonProcessingException {
    assertThat(printed("ec2-instance", LifecycleAttributes.NAME, "web", name))
        .isEqualTo(Map.of("Name", name));
  }

  /// In the AWS CLI's own parser, none of it means anything.
  @Test
  void plainTagsStayInShorthand() {
    String text =
        RecordTags.text(Map.of("molly:retire-name", "a=b c", "molly:retire-why", "x@y:/z+"));

    assertThat(words("s3-bucket", LifecycleAttributes.RETIREMENT, "", text))
        .contains("Key=molly:retire-name,Value=a=b c", "Key=molly:retire-why,Value=x@y:/z+");
  }

  @Test
  void theKeysOfTagsThatAreTakenAwayAreQuotedForTheShell() throws JsonProcessingException {
    String record = RecordTags.text(Map.of("molly:retire-$(id),x", "v"));

    assertThat(words("rds-instance", LifecycleAttributes.RETIREMENT, record, ""))
        .containsSubsequence("--tag-keys", "molly:retire-$(id),x");
    assertThat(words("s3-bucket", LifecycleAttributes.RETIREMENT, record, ""))
        .containsSubsequence("--tag-keys", "molly:retire-$(id),x");
    JsonNode json = json(words("ec2-instance", LifecycleAttributes.RETIREMENT, record, ""));
    assertThat(json.path(0).path("Key").textValue()).isEqualTo("molly:retire-$(id),x");
    assertThat(
            TestKinds.ALL
                .retirable(new KindId("rds-instance"))
                .call(change("rds-instance", LifecycleAttributes.RETIREMENT, record, ""))
                .command())
        .endsWith(" --tag-keys 'molly:retire-$(id),x'");
  }

  private static Map<String, String> printed(
      String kind, ControlId attribute, String from, String to) throws JsonProcessingException {
    var tags = new TreeMap<String, String>();
    for (JsonNode tag : json(words(kind, attribute, from, to))) {
      assertThat(tag.size()).isEqualTo(2);
      tags.put(tag.path("Key").textValue(), tag.path("Value").textValue());
    }
    return tags;
  }

  private static JsonNode json(List<String> words) throws JsonProcessingException {
    return new ObjectMapper().readTree(words.get(words.indexOf("--tags") + 1));
  }

  private static List<String> words(String kind, ControlId attribute, String from, String to) {
    return ShellWords.split(
            TestKinds.ALL
                .retirable(new KindId(kind))
                .call(change(kind, attribute, from, to))
                .command())
        .orElseThrow();
  }

  private static Change change(String kind, ControlId attribute, String from, String to) {
    var id =
        new ResourceId(
            new KindId(kind), new AccountId("111122223333"), new RegionId("eu-west-1"), "x-1");
    String arn = "arn:aws:ec2:eu-west-1:111122223333:instance/x-1";
    return new Change(new ResourceRef(id, "x-1", "x-1", arn), attribute, from, to);
  }
}
