package dev.molly.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OwnerTagsTest {
  @Test
  void takesTheFirstTagThatIsThere() {
    assertThat(owner(Map.of("team", "payments", "owner", "ines"))).isEqualTo(named("ines"));
    assertThat(owner(Map.of("team", "payments"))).isEqualTo(named("payments"));
    assertThat(new OwnerTags(List.of("team", "owner")).of(known("team", "a", "owner", "b")))
        .isEqualTo(named("a"));
  }

  @Test
  void takesAKeyInAnyLetterCaseAndTheOneAsSpelledFirst() {
    assertThat(owner(Map.of("OWNER", "ines"))).isEqualTo(named("ines"));
    assertThat(owner(Map.of("OWNER", "a", "owner", "b", "Owner", "c"))).isEqualTo(named("b"));
    assertThat(owner(Map.of("oWNER", "z", "OWNER", "a", "Owner", "c"))).isEqualTo(named("a"));
  }

  @Test
  void aBlankTagNamesNoOwner() {
    assertThat(owner(Map.of("owner", " ", "Owner", " ines ", "team", "x")))
        .isEqualTo(named("ines"));
    assertThat(owner(Map.of("owner", "", "team", "x"))).isEqualTo(named("x"));
    assertThat(owner(Map.of("owner", " "))).isEqualTo(new Owner.None());
  }

  @Test
  void tagsThatAreNotKnownAreNotAnAbsentOwner() {
    assertThat(owner(Map.of("env", "prod"))).isEqualTo(new Owner.None());
    assertThat(OwnerTags.DEFAULT.of(new Tags.Unread())).isEqualTo(new Owner.Unread());
    assertThat(OwnerTags.DEFAULT.of(new Tags.Unknown("denied", "s3:GetBucketTagging")))
        .isEqualTo(new Owner.Unknown("denied"));
  }

  @Test
  void needsATag() {
    assertThatThrownBy(() -> new OwnerTags(List.of())).isInstanceOf(IllegalArgumentException.class);
  }

  private static Owner owner(Map<String, String> tags) {
    return OwnerTags.DEFAULT.of(new Tags.Known(tags));
  }

  private static Tags known(String key, String value, String other, String otherValue) {
    return new Tags.Known(Map.of(key, value, other, otherValue));
  }

  private static Owner named(String value) {
    return new Owner.Named(value);
  }
}
