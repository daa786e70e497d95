package dev.molly.sim.core;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WildcardTest {
  @ParameterizedTest
  @CsvSource({
    "s3:GetObject, s3:GetObject, true",
    "s3:GetObject, s3:GetObjectAcl, false",
    "s3:GetObjectAcl, s3:GetObject, false",
    "s3:*, s3:GetObject, true",
    "*, s3:GetObject, true",
    "*, '', true",
    "'', '', true",
    "'', a, false",
    "s3:Get*Policy, s3:GetBucketPolicy, true",
    "s3:Get*Policy, s3:GetBucketPolicyStatus, false",
    "s3:Get*Policy*, s3:GetBucketPolicyStatus, true",
    "web-?, web-1, true",
    "web-?, web-12, false",
    "web-?, web-, false",
    "a*b?c, aXbYbZc, true",
    "a*b?c, abc, false",
    "[a-z].d, b.d, false",
    "a*, A1, false"
  })
  void aStarIsAnyCharactersAndAQuestionMarkIsOne(String pattern, String text, boolean matches) {
    assertThat(Wildcard.matches(pattern, text)).isEqualTo(matches);
  }
}
