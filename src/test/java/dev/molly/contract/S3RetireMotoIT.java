package dev.molly.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.molly.aws.LiveAws;
import dev.molly.aws.Session;
import dev.molly.kind.Kind;
import dev.molly.kind.Kinds;
import dev.molly.model.AccountRef;
import dev.molly.model.ControlId;
import dev.molly.model.Goal;
import dev.molly.model.KindId;
import dev.molly.model.Limits;
import dev.molly.model.RegionId;
import dev.molly.model.ResourceId;
import dev.molly.model.ResourceRef;
import dev.molly.model.Target;
import dev.molly.retire.Look;
import dev.molly.retire.Next;
import dev.molly.retire.Retirement;
import dev.molly.retire.RetirementTags;
import dev.molly.retire.TagText;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ExpirationStatus;
import software.amazon.awssdk.services.s3.model.LifecycleRule;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.Tag;

/// The ladder of a bucket over the wire. Moto holds objects to the bucket policy, and empties
/// nothing by itself.
class S3RetireMotoIT {
  private static final RegionId REGION = new RegionId("eu-west-1");
  private static final Instant NOW = Instant.parse("2026-11-23T08:00:00Z");
  private static final Instant DUE = NOW.plus(14, ChronoUnit.DAYS);
  private static final String POLICY =
      """
      { "Version":"2012-10-17", "Statement" : { "Sid":"Theirs","Effect":"Allow",
        "Principal":{"AWS":"*"},"Action":"s3:GetObject","Resource":"arn:aws:s3:::acme/*" } }
      """;

  private final MotoEngine moto = MotoEngine.orSkip();
  private final Kind kind = Kinds.of(new KindId("s3-bucket"));
  private final ResourceRef acme =
      new ResourceRef(
          new ResourceId(kind.id(), moto.own(), REGION, "acme"),
          "acme",
          "acme",
          "arn:aws:s3:::acme");
  private final S3Client s3 = moto.s3(new Target(moto.own(), REGION));

  @BeforeEach
  void createBucket() {
    moto.reset();
    s3.createBucket(
        r -> r.bucket("acme").createBucketConfiguration(c -> c.locationConstraint("eu-west-1")));
    var env = Tag.builder().key("env").value("prod").build();
    s3.putBucketTagging(r -> r.bucket("acme").tagging(t -> t.tagSet(env)));
    s3.putBucketPolicy(r -> r.bucket("acme").policy(POLICY));
    var rule =
        LifecycleRule.builder()
            .id("theirs")
            .status(ExpirationStatus.ENABLED)
            .filter(f -> f.prefix("logs/"))
            .expiration(e -> e.days(400))
            .build();
    s3.putBucketLifecycleConfiguration(
        r -> r.bucket("acme").lifecycleConfiguration(l -> l.rules(rule)));
  }

  @AfterEach
  void leaveNothing() {
    moto.reset();
  }

  @Test
  void isRetiredRestoredRetiredAgainEmptiedAndPurged() {
    s3.putObject(r -> r.bucket("acme").key("one"), RequestBody.fromString("1"));
    live(
        session -> {
          Retirement record = begun(session);
          assertThat(climb(session, Goal.RETIRED, record, NOW))
              .containsExactly("retirement", "versioning", "delete-denied");
          assertThat(tags()).containsEntry("env", "prod").containsKey("molly:retire");
          assertThat(climb(session, Goal.RETIRED, record, NOW)).isEmpty();

          climb(session, Goal.RESTORED, record.towards(Goal.RESTORED), NOW);
          assertThat(tags()).isEqualTo(Map.of("env", "prod"));
          assertThat(s3.getBucketPolicy(r -> r.bucket("acme")).policy()).isEqualTo(POLICY);

          Retirement again = begun(session);
          climb(session, Goal.RETIRED, again, NOW);
          assertThat(climb(session, Goal.PURGED, again, NOW)).isEmpty();
          assertThat(climb(session, Goal.PURGED, again, DUE)).containsExactly("lifecycle");
          assertThat(rules())
              .containsExactly("theirs", "molly-empty-objects", "molly-empty-markers");
          assertThat(climb(session, Goal.PURGED, again, DUE)).isEmpty();
          empty();
          assertThat(climb(session, Goal.PURGED, again, DUE))
              .containsExactly("delete-denied", "existence");
          assertThat(kind.observe(session, acme)).isEmpty();
        });
  }

  @Test
  void aRestoreTakesTheRulesThatEmptyItAwayAgain() {
    s3.putObject(r -> r.bucket("acme").key("one"), RequestBody.fromString("1"));
    live(
        session -> {
          Retirement record = begun(session);
          climb(session, Goal.RETIRED, record, NOW);
          climb(session, Goal.PURGED, record, DUE);

          climb(session, Goal.RESTORED, record.towards(Goal.RESTORED), DUE);

          assertThat(rules()).containsExactly("theirs");
          assertThat(s3.listObjectVersions(r -> r.bucket("acme")).versions()).hasSize(1);
        });
  }

  /// Goes as far as the ladder goes now, and says which levers it moved.
  private List<String> climb(Session session, Goal goal, Retirement record, Instant at) {
    var moved = new ArrayList<String>();
    Optional<Look> look = kind.look(session, acme, at);
    while (look.isPresent()
        && kind.ladder().next(goal, look.get(), record) instanceof Next.Do(var change)) {
      kind.perform(session, change);
      ControlId lever = change.control();
      moved.add(lever.value());
      assertThat(kind.same(lever, kind.setting(session, acme, lever), change.to())).isTrue();
      look = kind.look(session, acme, at);
    }
    return moved;
  }

  private Retirement begun(Session session) {
    Look look = kind.look(session, acme, NOW).orElseThrow();
    assertThat(look.obstacles()).isEmpty();
    var versioning = new ControlId("versioning");
    var record =
        Retirement.begun(
            look,
            new Retirement.Chosen("arn:aws:iam::1:user/ada", "unused", NOW, DUE),
            Map.of(versioning, look.setting(versioning)),
            Set.of("empty"));
    assertThat(TagText.text(RetirementTags.write(record))).isNotEmpty();
    return record;
  }

  private void live(Consumer<Session> work) {
    var endpoint = "aws.endpointUrl";
    System.setProperty(endpoint, moto.aws().uri().toString());
    System.setProperty("aws.accessKeyId", moto.caller().accessKeyId());
    System.setProperty("aws.secretAccessKey", moto.caller().secretAccessKey());
    try (var aws = new LiveAws(Optional.empty(), REGION, Limits.DEFAULT)) {
      work.accept(aws.session(new AccountRef.Own()));
    } finally {
      List.of(endpoint, "aws.accessKeyId", "aws.secretAccessKey").forEach(System::clearProperty);
    }
  }

  private Map<String, String> tags() {
    return s3.getBucketTagging(r -> r.bucket("acme")).tagSet().stream()
        .collect(Collectors.toMap(Tag::key, Tag::value));
  }

  private List<String> rules() {
    return s3.getBucketLifecycleConfiguration(r -> r.bucket("acme")).rules().stream()
        .map(LifecycleRule::id)
        .toList();
  }

  /// Not as S3 does it: that needs no permission, and moto denies it to everybody else.
  private void empty() {
    var all = s3.listObjectVersions(r -> r.bucket("acme")).versions();
    assertThatThrownBy(() -> s3.deleteObject(r -> r.bucket("acme").key("one")))
        .isInstanceOf(S3Exception.class);
    String policy = s3.getBucketPolicy(r -> r.bucket("acme")).policy();
    s3.deleteBucketPolicy(r -> r.bucket("acme"));
    all.forEach(
        one -> s3.deleteObject(r -> r.bucket("acme").key(one.key()).versionId(one.versionId())));
    s3.putBucketPolicy(r -> r.bucket("acme").policy(policy));
  }
}
