package dev.molly.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.molly.plan.IamGrant;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SessionPolicyTest {
  private static final List<String> READS = List.of("ec2:DescribeInstances", "s3:GetBucketPolicy");

  @Test
  void aFewGrantsAreOneSession() {
    List<IamGrant> grants = grants(5);

    assertThat(SessionPolicy.pack(each(grants), READS))
        .containsExactly(new LinkedHashSet<>(grants));
  }

  @Test
  void nothingToGrantIsNoSession() {
    assertThat(SessionPolicy.pack(List.of(), READS)).isEmpty();
  }

  @Test
  void whatOneCallNeedsIsNeverSplit() {
    List<Set<IamGrant>> calls =
        grants(100).stream()
            .map(grant -> Set.of(grant, new IamGrant("ec2:CreateTags", grant.arn() + "/tags")))
            .toList();

    List<Set<IamGrant>> sessions = SessionPolicy.pack(calls, READS);

    assertThat(sessions).hasSizeGreaterThan(1);
    assertThat(calls)
        .allSatisfy(call -> assertThat(sessions).anyMatch(session -> session.containsAll(call)));
  }

  @Test
  void manyGrantsAreCutIntoSessionsThatAwsTakes() {
    List<IamGrant> grants = grants(500);

    List<Set<IamGrant>> sessions = SessionPolicy.pack(each(grants), READS);

    assertThat(sessions).hasSizeGreaterThan(5);
    assertThat(sessions)
        .allSatisfy(
            session ->
                assertThat(SessionPolicy.json(session, READS)).hasSizeLessThanOrEqualTo(2_048));
    assertThat(sessions.stream().flatMap(Set::stream)).containsExactlyElementsOf(grants);
  }

  @Test
  void aSessionIsFullBeforeTheNextBegins() {
    List<Set<IamGrant>> sessions = SessionPolicy.pack(each(grants(500)), READS);

    assertThat(sessions).hasSizeGreaterThan(1);
    for (int i = 1; i < sessions.size(); i++) {
      var fuller = new ArrayList<>(sessions.get(i - 1));
      fuller.add(sessions.get(i).iterator().next());
      assertThat(SessionPolicy.json(fuller, READS)).hasSizeGreaterThan(2_048);
    }
  }

  @Test
  void oneCharacterMoreThanAwsTakesIsOneSessionMore() {
    String most = "a".repeat(2_048 - SessionPolicy.json(List.of(bucket("")), READS).length());

    assertThat(SessionPolicy.pack(each(List.of(bucket(most))), READS)).hasSize(1);
    assertThatThrownBy(() -> SessionPolicy.pack(each(List.of(bucket(most + "a"))), READS))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("s3:PutBucketPolicy on arn:aws:s3:::baaa")
        .hasMessageContaining("2049 characters, and AWS allows 2048");
  }

  @Test
  void aGrantWithoutRoomIsNotLostAmongOthers() {
    var grants = new ArrayList<>(grants(3));
    grants.add(1, bucket("a".repeat(3_000)));

    assertThatThrownBy(() -> SessionPolicy.pack(each(grants), READS))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void onlyReadingIsAllowedAnywhere() throws IOException {
    JsonNode policy =
        new ObjectMapper().readTree(SessionPolicy.json(grants(10), List.of("s3:GetBucketPolicy")));

    for (JsonNode statement : policy.get("Statement")) {
      assertThat(statement.get("Effect").textValue()).isEqualTo("Allow");
      boolean reads = statement.get("Action").toString().contains("s3:GetBucketPolicy");
      assertThat(statement.get("Resource").toString().contains("*")).isEqualTo(reads);
    }
    assertThat(policy.get("Statement")).hasSize(3);
  }

  @Test
  void anActionIsAllowedOnItsOwnResourcesOnly() throws IOException {
    var versioning = new IamGrant("s3:PutBucketVersioning", "arn:aws:s3:::one");
    var policy = new IamGrant("s3:PutBucketPolicy", "arn:aws:s3:::two");

    JsonNode document =
        new ObjectMapper().readTree(SessionPolicy.json(List.of(versioning, policy), List.of()));

    assertThat(document.get("Statement").findValuesAsText("Action"))
        .containsExactly("s3:PutBucketPolicy", "s3:PutBucketVersioning");
    assertThat(document.get("Statement").findValuesAsText("Resource"))
        .containsExactly("arn:aws:s3:::two", "arn:aws:s3:::one");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "*",
        "arn:aws:s3:::*",
        "arn:aws:s3:::web-?",
        "arn:aws:s3:::${aws:username}",
        "arn:*:s3:::web",
        "web",
        ""
      })
  void aPatternIsNoResource(String arn) {
    assertThatThrownBy(() -> new IamGrant("s3:PutBucketPolicy", arn))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"*", "s3:*", "s3:Put*", "PutBucketPolicy", "s3:", ""})
  void aPatternIsNoAction(String permission) {
    assertThatThrownBy(() -> new IamGrant(permission, "arn:aws:s3:::web"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /// Of two actions in turn.
  private static List<IamGrant> grants(int many) {
    return IntStream.range(0, many)
        .mapToObj(
            n ->
                n % 2 == 0
                    ? bucket("web-" + n)
                    : new IamGrant("s3:PutBucketVersioning", arn("b" + n)))
        .toList();
  }

  private static IamGrant bucket(String name) {
    return new IamGrant("s3:PutBucketPolicy", arn("b" + name));
  }

  private static String arn(String bucket) {
    return "arn:aws:s3:::" + bucket;
  }

  private static List<Set<IamGrant>> each(List<IamGrant> grants) {
    return grants.stream().map(Set::of).toList();
  }
}
