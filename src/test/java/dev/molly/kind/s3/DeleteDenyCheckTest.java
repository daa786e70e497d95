package dev.molly.kind.s3;

import static org.assertj.core.api.Assertions.assertThat;

import dev.molly.model.Protection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeleteDenyCheckTest {
  private static final String BUCKET = "arn:aws:s3:::acme";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'Principal':'*','Action':'s3:DeleteBucket','Resource':'arn:aws:s3:::acme'",
        "'Principal':{'AWS':'*'},'Action':['s3:DeleteBucket'],'Resource':['arn:aws:s3:::acme']",
        "'Principal':'*','Action':'s3:Delete*','Resource':'arn:aws:s3:::*'",
        "'Principal':'*','Action':'S3:DELETEBUCKET','Resource':'*'",
        "'Principal':'*','Action':'*','Resource':'arn:aws:s3:::ac?e'",
        "'Principal':'*','NotAction':'s3:GetObject','Resource':'arn:aws:s3:::acme'",
        "'Principal':'*','Action':'s3:DeleteBucket','NotResource':'arn:aws:s3:::acme/*'",
      })
  void isOnWhenEverybodyIsDenied(String statement) {
    assertThat(by(deny(statement))).isInstanceOf(Protection.On.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'Principal':'*','Action':'s3:DeleteBucketPolicy','Resource':'arn:aws:s3:::acme'",
        "'Principal':'*','Action':'s3:DeleteObject','Resource':'arn:aws:s3:::acme/*'",
        "'Principal':'*','Action':'s3:DeleteBucket','Resource':'arn:aws:s3:::acme/*'",
        "'Principal':'*','Action':'s3:DeleteBucket','Resource':'arn:aws:s3:::other'",
        "'Principal':'*','NotAction':'s3:Delete*','Resource':'arn:aws:s3:::acme'",
        "'Principal':'*','Action':'s3:DeleteBucket','NotResource':'arn:aws:s3:::acme'",
      })
  void isOffWhenTheDeleteIsNotWhatIsDenied(String statement) {
    assertThat(by(deny(statement))).isInstanceOf(Protection.Off.class);
  }

  @Test
  void isOffWhenTheDeleteIsAllowed() {
    String allow = "{'Statement':[{'Effect':'Allow','Principal':'*','Action':'s3:DeleteBucket',";

    assertThat(by(allow + "'Resource':'arn:aws:s3:::acme'}]}")).isInstanceOf(Protection.Off.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'Principal':{'AWS':'arn:aws:iam::111122223333:role/ci'},'Action':'s3:*','Resource':'*'",
        "'Principal':{'Service':'*'},'Action':'s3:*','Resource':'*'",
        "'NotPrincipal':{'AWS':'arn:aws:iam::111122223333:role/x'},'Action':'s3:*','Resource':'*'",
        "'Principal':'*','Action':'s3:*','Resource':'*',"
            + "'Condition':{'Bool':{'aws:SecureTransport':'false'}}",
      })
  void isIneffectiveWhenSomebodyIsLeftOut(String statement) {
    assertThat(by(deny(statement))).isInstanceOf(Protection.Ineffective.class);
  }

  @Test
  void oneDenialOfEverybodyIsEnoughBesideConditionalOnes() {
    String conditional =
        "{'Effect':'Deny','Principal':'*','Action':'s3:*','Resource':'*',"
            + "'Condition':{'Bool':{'aws:SecureTransport':'false'}}}";
    String plain =
        "{'Effect':'Deny','Principal':'*','Action':'s3:DeleteBucket','Resource':'arn:aws:s3:::acme'}";

    assertThat(by("{'Statement':[" + conditional + "," + plain + "]}"))
        .isInstanceOf(Protection.On.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "[]", "null", "not json", "{'Statement':[{'Effect':'Maybe'}]}"})
  void isUnknownWhenItIsNotAPolicy(String text) {
    assertThat(by(text)).isInstanceOf(Protection.Unknown.class);
  }

  private static String deny(String statement) {
    return "{'Version':'2012-10-17','Statement':[{'Effect':'Deny'," + statement + "}]}";
  }

  private static Protection by(String policy) {
    return DeleteDenyCheck.by(policy.replace('\'', '"'), BUCKET);
  }
}
