package dev.molly.retire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.molly.model.ControlId;
import dev.molly.model.Owner;
import dev.molly.plan.Goal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RetirementRecordCodecTest {
  private static final String UID = "i-0123456789abcdef0";
  private static final Instant AT = Instant.parse("2026-11-23T09:30:00Z");

  /// Of RDS, which takes the least (RDS API Reference, Tag).
  private static final Pattern TAKEN = Pattern.compile("[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]{0,256}");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nobody uses it",
        "50% off; a \"quoted\" word, and a back\\slash",
        "größer als nötig: 要らない 🦉",
        "a=b==c",
        "=2C is no comma",
        "OPS-1234 (see https://example.com/?q=1&r=2#x)"
      })
  void whatIsWrittenIsReadAgainWhateverTheReasonSays(String why) {
    RetirementRecord record = record(why);

    SortedMap<String, String> tags = RetirementRecordCodec.write(record);

    assertThat(tags.values()).allMatch(value -> TAKEN.matcher(value).matches());
    assertThat(RetirementRecordCodec.read(tags, UID))
        .isEqualTo(new RetirementRecordCodec.Reading.Found(record));
  }

  @Test
  void everyPartOfTheRecordIsReadAgain() {
    RetirementRecord record =
        record("why")
            .towards(Goal.RESTORED)
            .told(new OwnerNotice(AT.plus(Duration.ofDays(12)), ""));

    var tags = RetirementRecordCodec.write(record);

    assertThat(RetirementRecordCodec.read(tags, UID))
        .isEqualTo(new RetirementRecordCodec.Reading.Found(record));
    assertThat(tags)
        .containsEntry("molly:retire-name", "web-01")
        .containsEntry("molly:retire-by", "arn:aws:iam::111122223333:user/ada")
        .as("all but the signature")
        .hasSize(RetirementRecordCodec.MOST - 1);
  }

  @Test
  void aNameThatIsEmptyIsNotNoName() {
    RetirementRecord named = record("why");
    RetirementRecord empty =
        new RetirementRecord(
            named.uid(),
            named.goal(),
            named.by(),
            named.why(),
            named.at(),
            named.due(),
            Optional.of(""),
            named.runState(),
            named.settings(),
            named.options(),
            named.told());

    var tags = RecordTags.tags(RecordTags.text(RetirementRecordCodec.write(empty)));

    assertThat(tags).containsEntry("molly:retire-name", "");
    assertThat(RetirementRecordCodec.read(tags, UID))
        .isEqualTo(new RetirementRecordCodec.Reading.Found(empty));
  }

  @Test
  void aSettingIsTheSameTagsAsText() {
    var tags = RetirementRecordCodec.write(record("why"));

    assertThat(RecordTags.tags(RecordTags.text(tags))).isEqualTo(tags);
    assertThat(RecordTags.RETIREMENT.setting(withOthers(tags))).isEqualTo(RecordTags.text(tags));
  }

  @Test
  void tagsOfOthersAreNoRecord() {
    assertThat(RetirementRecordCodec.read(Map.of("Name", "web", "molly:lease", "v=1"), UID))
        .isEqualTo(new RetirementRecordCodec.Reading.None());
  }

  /// Whoever may tag could keep a restore from its end by one: it was read back as another tag, and
  /// was never gone.
  @Test
  void aKeyThatASettingCannotHoldIsNoPartOfARecord() {
    for (String key : List.of("molly:claim-a=b", "molly:claim-\nx", "molly:claim-\r")) {
      assertThat(RecordTags.CLAIM.setting(Map.of(key, "1"))).isEmpty();
    }
    assertThat(RecordTags.CLAIM.setting(Map.of("molly:claim-x", "1"))).isNotEmpty();
  }

  @Test
  void aRecordWithOneCharacterChangedIsNotRead() {
    SortedMap<String, String> tags = RetirementRecordCodec.write(record("why"));

    tags.forEach(
        (key, value) -> {
          for (int i = 0; i < value.length(); i++) {
            var edited = new TreeMap<>(tags);
            char other = value.charAt(i) == '7' ? '8' : '7';
            edited.put(key, value.substring(0, i) + other + value.substring(i + 1));
            assertThat(RetirementRecordCodec.read(edited, UID))
                .as("%s at %d", key, i)
                .isInstanceOf(RetirementRecordCodec.Reading.Unreadable.class);
          }
        });
  }

  @Test
  void aRecordWithATagMissingOrOneTooManyIsNotRead() {
    SortedMap<String, String> tags = RetirementRecordCodec.write(record("why"));

    for (String key : List.copyOf(tags.keySet())) {
      var without = new TreeMap<>(tags);
      without.remove(key);
      assertThat(RetirementRecordCodec.read(without, UID))
          .as("without " + key)
          .isInstanceOf(RetirementRecordCodec.Reading.Unreadable.class);
    }
    var more = new TreeMap<>(tags);
    more.put("molly:retire-more", "x");
    assertThat(RetirementRecordCodec.read(more, UID))
        .isInstanceOf(RetirementRecordCodec.Reading.Unreadable.class);
  }

  @Test
  void aRecordThatWasCopiedToAnotherResourceIsNotRead() {
    var tags = RetirementRecordCodec.write(record("why"));

    assertThat(RetirementRecordCodec.read(tags, "i-0fedcba9876543210"))
        .isEqualTo(
            new RetirementRecordCodec.Reading.Unreadable(
                "the tags molly:retire* are not as molly wrote them for this resource: they were"
                    + " edited, or copied from another resource"));
  }

  @Test
  void aRecordOfANewerVersionIsNotReadAndSaysSo() {
    var tags = RetirementRecordCodec.write(record("why"));
    tags.compute("molly:retire", (key, value) -> "v=2" + value.substring("v=1".length()));

    assertThat(RetirementRecordCodec.read(tags, UID))
        .isEqualTo(
            new RetirementRecordCodec.Reading.Unreadable(
                "the tag molly:retire is of version 2, and this molly reads 1: use a newer molly"));
  }

  @Test
  void aReasonThatDoesNotFitIsRefusedAndNotCut() {
    assertThatThrownBy(() -> RetirementRecordCodec.write(record("x".repeat(257))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("molly:retire-why would have 257 characters");
    assertThatThrownBy(() -> RetirementRecordCodec.write(record("要".repeat(200).replace("要", "%"))))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aDueInstantCanOnlyMoveOn() {
    RetirementRecord record = record("why");

    assertThat(record.dueAt(record.due().plusSeconds(1)).due())
        .isEqualTo(record.due().plusSeconds(1));
    assertThatThrownBy(() -> record.dueAt(record.due()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> record.dueAt(record.due().minusSeconds(1)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void moreTimeMeansThatTheOwnerIsToldAgain() {
    RetirementRecord told = record("why").told(new OwnerNotice(AT, ""));

    assertThat(told.dueAt(told.due().plusSeconds(60)).told()).isEmpty();
  }

  @Test
  void aRecordIsDueFromItsInstantOnAndNotBefore() {
    RetirementRecord record = record("why");

    assertThat(record.isDue(record.due().minusNanos(1))).isFalse();
    assertThat(record.isDue(record.due())).isTrue();
  }

  @Test
  void theLongestRecordThereIsFitsIntoATag() {
    var settings = new TreeMap<ControlId, String>();
    settings.put(new ControlId("termination-protection"), "off");
    settings.put(new ControlId("stop-protection"), "off");
    var longest =
        new RetirementRecord(
            UID,
            Goal.RESTORED,
            "arn:aws-us-gov:sts::111122223333:assumed-role/"
                + "r".repeat(64)
                + "/"
                + "s".repeat(64),
            "w".repeat(256),
            AT,
            AT.plus(Duration.ofDays(365)),
            Optional.of("n".repeat(256)),
            "available",
            settings,
            new TreeSet<>(List.of("keep-name", "instance-store")),
            Optional.of(OwnerNotice.to(new Owner.None(), AT)));

    assertThat(RetirementRecordCodec.read(RetirementRecordCodec.write(longest), UID))
        .isEqualTo(new RetirementRecordCodec.Reading.Found(longest));
  }

  @Test
  void theLongestRecordOfABucketFitsIntoATag() {
    var longest =
        new RetirementRecord(
            UID,
            Goal.RETIRED,
            "arn:aws:iam::111122223333:user/ada",
            "why",
            AT,
            AT.plus(Duration.ofDays(365)),
            Optional.empty(),
            "exists",
            new TreeMap<>(Map.of(new ControlId("versioning"), "suspended")),
            new TreeSet<>(
                List.of(
                    "empty",
                    "keep-name",
                    "mfa-delete",
                    "object-lock",
                    "public-policy",
                    "replication",
                    "requester-pays",
                    "service-writes")),
            Optional.of(OwnerNotice.to(new Owner.Named("the web team"), AT)));

    assertThat(RetirementRecordCodec.read(RetirementRecordCodec.write(longest), UID))
        .isEqualTo(new RetirementRecordCodec.Reading.Found(longest));
  }

  @Test
  void aNoticeCountsForTheOwnerWhoWasTold() {
    RetirementRecord told = record("why").told(OwnerNotice.to(new Owner.Named("ada"), AT));

    assertThat(told.ownedBy(new Owner.Named("ada"))).isEqualTo(told);
    assertThat(told.ownedBy(new Owner.Named("bob")).told()).isEmpty();
    assertThat(told.ownedBy(new Owner.None()).told()).isEmpty();
  }

  @Test
  void aNoticeThatDoesNotSayWhoWasToldCountsForAll() {
    RetirementRecord told = record("why").told(new OwnerNotice(AT, ""));

    assertThat(told.ownedBy(new Owner.Named("ada"))).isEqualTo(told);
  }

  private static Map<String, String> withOthers(Map<String, String> tags) {
    var all = new TreeMap<>(tags);
    all.put("Name", "web-01");
    all.put("molly:lease", "v=1");
    all.put("molly:retired", "not one of them");
    return all;
  }

  private static RetirementRecord record(String why) {
    var settings = new TreeMap<ControlId, String>();
    settings.put(new ControlId("termination-protection"), "off");
    settings.put(new ControlId("stop-protection"), "on");
    return new RetirementRecord(
        UID,
        Goal.RETIRED,
        "arn:aws:iam::111122223333:user/ada",
        why,
        AT,
        AT.plus(Duration.ofDays(14)),
        Optional.of("web-01"),
        "running",
        settings,
        new TreeSet<>(),
        Optional.empty());
  }
}
