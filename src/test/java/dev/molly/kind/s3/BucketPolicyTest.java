package dev.molly.kind.s3;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.molly.kind.Remediation;
import dev.molly.model.Protection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BucketPolicyTest {
  private static final String BUCKET = "arn:aws:s3:::acme";
  private static final String MINE =
      """
      {"Sid":"MollyDenyDeleteBucket","Effect":"Deny","Principal":"*","Action":"s3:DeleteBucket",\
      "Resource":"arn:aws:s3:::acme"}\
      """;
  private static final String ALLOW =
      """
      {"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111122223333:root"},\
      "Action":"s3:GetObject","Resource":"arn:aws:s3:::acme/*"}\
      """;

  @Test
  void isANewDocumentWhereThereIsNone() {
    String added = added("");

    assertThat(added).isEqualTo("{\"Version\":\"2012-10-17\",\"Statement\":[" + MINE + "]}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"Version\":\"2012-10-17\",\"Statement\":[ALLOW]}",
        "{\"Statement\":[ALLOW,ALLOW],\"Version\":\"2012-10-17\"}",
        "{ \"Version\" : \"2012-10-17\",\r\n\t\"Statement\" : [\n    ALLOW\n  ]\n}\n",
        "{\"Id\":\"caf\u00e9 \\u00e9 \\\"Statement\\\":[ \uD83D\uDE80\",\"Statement\":[ALLOW]}",
        "{\"Id\":\"ends in \\\\\",\"Statement\":[ALLOW]}",
      })
  void keepsEveryOtherByte(String template) {
    String policy = template.replace("ALLOW", ALLOW);

    String added = added(policy);

    assertThat(added.replace(MINE + ",", "")).isEqualTo(policy);
    assertThat(added).hasSize(policy.length() + MINE.length() + 1);
  }

  @Test
  void makesAListOfAStatementThatStandsAlone() {
    assertThat(added("{\"Statement\": " + ALLOW + " }"))
        .isEqualTo("{\"Statement\": [" + MINE + "," + ALLOW + "] }");
  }

  @Test
  void addsToADenialWithAnExceptionToo() {
    String butAdmins =
        MINE.replace("MollyDenyDeleteBucket", "Theirs")
            .replace("}", ",\"Condition\":{\"Bool\":{\"aws:MultiFactorAuthPresent\":\"false\"}}}");

    added("{\"Statement\":[" + butAdmins + "]}");
  }

  @Test
  void isNotNeededWhereTheDeletionIsDenied() {
    String theirs = "{\"Statement\":" + MINE.replace("MollyDenyDeleteBucket", "Theirs") + "}";

    assertThat(denying(theirs)).isEqualTo(new Remediation.Compliant());
    assertThat(denying(added(""))).isEqualTo(new Remediation.Compliant());
  }

  @Test
  void leavesAStatementAloneThatHasItsNameAndSaysSomethingElse() {
    String policy = "{\"Statement\":[" + MINE.replace("s3:DeleteBucket", "s3:GetObject") + "]}";

    nothing(policy, "MollyDenyDeleteBucket that says something else");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "not JSON",
        "[]",
        "{}",
        "{\"Version\":\"2012-10-17\"}",
        "{\"Statement\":[{\"Effect\":\"Perhaps\"}]}",
        "{\"Statement\":[]}",
        "{\"Statement\":7}",
        "{\"Statement\":[ALLOW]} and more",
        "{\"Statement\":[ALLOW],\"Statement\":[ALLOW]}",
        "{\"Statement\":[ALLOW],\"S\\u0074atement\":[ALLOW]}",
        "{/* \" */\"Statement\":[ALLOW]}",
      })
  void leavesATextAloneThatItCannotReadOrAddTo(String template) {
    assertThat(denying(template.replace("ALLOW", ALLOW)))
        .isInstanceOf(Remediation.NotPossible.class);
  }

  @Test
  void mayFillTheTwentyKilobytesAndNotPassThem() {
    String empty = "{\"Id\":\"\",\"Statement\":" + ALLOW + "}";
    int room = 20_480 - added(empty).getBytes(UTF_8).length;
    String fits = empty.replaceFirst("\"\"", "\"" + "x".repeat(room) + "\"");

    assertThat(added(fits).getBytes(UTF_8)).hasSize(20_480);
    nothing(fits.replaceFirst("\"x", "\"xx"), "20481 bytes");
    nothing(fits.replaceFirst("\"x", "\"\u00e9"), "20481 bytes");
  }

  @Test
  void twoTextsAreTheSamePolicyHoweverS3WritesThem() {
    String one = "{\"Statement\":[{\"Action\":[\"s3:A\",\"s3:B\"],\"Resource\":[\"r\"]}]}";
    String other = "{ \"Statement\": {\"Resource\":\"r\",\"Action\":[\"s3:B\",\"s3:A\"]} }";

    String canonical = BucketPolicy.canonical(one);

    assertThat(BucketPolicy.canonical(other)).isEqualTo(canonical);
    assertThat(BucketPolicy.canonical(one.replace("s3:B", "s3:C"))).isNotEqualTo(canonical);
    assertThat(BucketPolicy.canonical("")).isNotEqualTo(canonical);
    assertThat(BucketPolicy.canonical("not JSON")).isEqualTo("not JSON");
  }

  /// What is added always does what it is for.
  private static String added(String policy) {
    Remediation remediation = denying(policy);
    assertThat(remediation).isInstanceOf(Remediation.Fix.class);
    var set = (Remediation.Fix) remediation;
    assertThat(set.from()).isEqualTo(policy);
    assertThat(DeleteDenyCheck.by(set.to(), BUCKET)).isInstanceOf(Protection.On.class);
    return set.to();
  }

  private static Remediation denying(String policy) {
    return BucketPolicy.denyingDelete(DeleteDenied.ID, policy, BUCKET);
  }

  private static void nothing(String policy, String why) {
    assertThat(denying(policy))
        .isInstanceOfSatisfying(
            Remediation.NotPossible.class, nothing -> assertThat(nothing.why()).contains(why));
  }
}
