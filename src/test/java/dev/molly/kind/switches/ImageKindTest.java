package dev.molly.kind.switches;

import static org.assertj.core.api.Assertions.assertThat;

import dev.molly.aws.AccountSession;
import dev.molly.kind.ControlSelection;
import dev.molly.kind.Remediation;
import dev.molly.model.AccountRef;
import dev.molly.model.ControlId;
import dev.molly.model.Protection;
import dev.molly.model.RegionId;
import dev.molly.model.Resource;
import dev.molly.plan.Change;
import dev.molly.sim.SimAws;
import dev.molly.sim.SimCloud;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Image;
import software.amazon.awssdk.services.ec2.model.Tag;

class ImageKindTest {
  private static final ControlId CONTROL = new ControlId("deregistration-protection");

  private final ImageKind kind = new ImageKind();
  private final SimCloud cloud = new SimCloud(Instant.parse("2026-11-23T08:00:00Z"), 1);
  private final AccountSession session = new SimAws(cloud).session(new AccountRef.Own());
  private final Ec2Client ec2 = cloud.account(SimAws.OWN_ACCOUNT).ec2("eu-west-1");
  private final String id = ec2.registerImage(r -> r.name("web-7")).imageId();

  @ParameterizedTest
  @CsvSource({
    "enabled-with-cooldown, true",
    "enabled-without-cooldown, true",
    "disabled, false",
    "disabled after 2026-11-24T08:00:00.000Z, false",
    "enabled,",
    ","
  })
  void readsNoTextThatAwsIsNotKnownToSend(String text, Boolean on) {
    Image image = Image.builder().deregistrationProtection(text).build();

    assertThat(ImageKind.protection(image)).isEqualTo(on);
  }

  @Test
  void isOffDuringTheCooldownWhichAwsEnforcesForADay() {
    ec2.enableImageDeregistrationProtection(r -> r.imageId(id).withCooldown(true));
    assertThat(listed().controls().get(CONTROL)).isInstanceOf(Protection.On.class);

    ec2.disableImageDeregistrationProtection(r -> r.imageId(id));

    assertThat(described()).isEqualTo("disabled after 2026-11-24T08:00:00Z");
    assertThat(listed().controls().get(CONTROL)).isInstanceOf(Protection.Off.class);
    cloud.clock().advance(Duration.ofHours(24));
    assertThat(described()).isEqualTo("disabled");
  }

  @Test
  void isTurnedOnWithoutACooldown() {
    kind.perform(session, new Change(listed().ref(), CONTROL, "off", "on"));

    assertThat(described()).isEqualTo("enabled-without-cooldown");
  }

  @Test
  void leavesACooldownThatIsSet() {
    ec2.enableImageDeregistrationProtection(r -> r.imageId(id).withCooldown(true));

    assertThat(kind.remediation(session, listed(), CONTROL, Duration.ZERO))
        .isEqualTo(new Remediation.Compliant());
  }

  @Test
  void needsTheCallAndThePermissionOfTheDirection() {
    var on = new Change(listed().ref(), CONTROL, "off", "on");

    var protect = kind.call(on);
    var undo = kind.call(kind.inverse(on).orElseThrow());

    assertThat(protect.permission()).isEqualTo("ec2:EnableImageDeregistrationProtection");
    assertThat(protect.command())
        .endsWith(
            "aws ec2 enable-image-deregistration-protection --image-id %s --region eu-west-1"
                .formatted(id));
    assertThat(undo.permission()).isEqualTo("ec2:DisableImageDeregistrationProtection");
    assertThat(undo.command()).contains("aws ec2 disable-image-deregistration-protection ");
    assertThat(kind.writePermissions()).containsExactly(protect.permission(), undo.permission());
  }

  @Test
  void listsADisabledImageWhichCanBeDeregisteredToo() {
    ec2.disableImage(r -> r.imageId(id));

    assertThat(listed().state()).isEqualTo("disabled");
    assertThat(kind.observe(session, listed().ref(), ControlSelection.tagsAnd(), Instant.EPOCH))
        .isPresent();
  }

  /// IAM compares it: with the account in it, AWS would deny the write of a session policy.
  @Test
  void hasAnArnWithoutAnAccount() {
    assertThat(listed().ref().arn()).isEqualTo("arn:aws:ec2:eu-west-1::image/" + id);
  }

  @Test
  void leavesTheImagesOfAwsBackupAlone() {
    Image backup =
        Image.builder()
            .tags(Tag.builder().key("aws:backup:source-resource").value("i-0abc").build())
            .build();

    assertThat(ImageKind.backup(backup))
        .contains("AWS Backup manages it, and EC2 does not deregister it");
    assertThat(ImageKind.backup(Image.builder().build())).isEmpty();
  }

  private String described() {
    return ec2.describeImages(r -> r.imageIds(id)).images().getFirst().deregistrationProtection();
  }

  private Resource listed() {
    var found = new ArrayList<Resource>();
    kind.list(
        session, new RegionId("eu-west-1"), new ControlSelection(Set.of(), false), found::add);
    assertThat(found).hasSize(1);
    return found.getFirst();
  }
}
