package dev.molly.kind.switches;

import dev.molly.aws.AwsCalls;
import dev.molly.aws.CallerIdentity;
import dev.molly.kind.support.AwsPages;
import dev.molly.model.ConsoleAddress;
import dev.molly.model.RegionId;
import dev.molly.model.Tags;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Image;
import software.amazon.awssdk.services.ec2.model.Tag;

/// The account's own AMIs. Molly turns the protection on without AWS's cooldown, with which an
/// undo would leave the image protected for a day; it leaves a cooldown that is set.
///
/// Source: EC2 User Guide, "Protect an Amazon EC2 AMI from deregistration".
public final class ImageKind extends SwitchKind<Ec2Client, Image> {
  private static final String DESCRIBE = "ec2:DescribeImages";
  private static final int PAGE = 500;

  public ImageKind() {
    super(
        "ec2-image",
        Ec2Client.class,
        "ec2",
        "image/",
        List.of(DESCRIBE),
        Toggle.<Ec2Client, Image>of(
                "deregistration-protection",
                "ec2-deregistration-protection",
                "it cannot be deregistered before this is turned off",
                "DeregistrationProtection")
            .documentedAt(
                "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ami-deregistration-protection.html",
                "")
            .describedBy(ImageKind::protection)
            .unless(ImageKind::backup)
            .setBy(
                Toggle.call(
                    "ec2:EnableImageDeregistrationProtection",
                    (aws, id) -> aws.enableImageDeregistrationProtection(r -> r.imageId(id)),
                    "ec2 enable-image-deregistration-protection --image-id"),
                Toggle.call(
                    "ec2:DisableImageDeregistrationProtection",
                    (aws, id) -> aws.disableImageDeregistrationProtection(r -> r.imageId(id)),
                    "ec2 disable-image-deregistration-protection --image-id")));
  }

  /// During the cooldown the text is "disabled after" and a time. That is off: it ends by itself.
  ///
  /// Source: https://github.com/ekristen/aws-nuke/blob/main/resources/ec2-image.go
  static @Nullable Boolean protection(Image image) {
    return switch (image.deregistrationProtection()) {
      case "enabled-with-cooldown", "enabled-without-cooldown" -> true;
      case String text when text.equals("disabled") || text.startsWith("disabled after ") -> false;
      case null, default -> null;
    };
  }

  /// EC2 User Guide, "Deregister an Amazon EC2 AMI". A protected backup could not expire.
  static Optional<String> backup(Image image) {
    return image.tags().stream()
        .filter(tag -> tag.key().startsWith("aws:backup:"))
        .map(tag -> "AWS Backup manages it, and EC2 does not deregister it")
        .findFirst();
  }

  @Override
  public ConsoleAddress console() {
    return new ConsoleAddress("ec2/home?region={region}#ImageDetails:imageId={id}");
  }

  /// Without the owner, AWS lists every public image.
  @Override
  protected void list(Ec2Client aws, Found<Image> found) {
    AwsPages.each(
        DESCRIBE,
        aws.describeImagesPaginator(r -> r.owners("self").includeDisabled(true).maxResults(PAGE)),
        page -> page.images().forEach(found::described));
  }

  @Override
  protected Optional<Image> describe(Ec2Client aws, String id) {
    return AwsCalls.callIfExists(
            DESCRIBE, () -> aws.describeImages(r -> r.imageIds(id).includeDisabled(true)))
        .flatMap(answer -> answer.images().stream().findFirst());
  }

  @Override
  protected Described of(Image image) {
    return new Described(
        image.imageId(),
        image.name() == null ? image.imageId() : image.name(),
        image.imageId(),
        "",
        image.stateAsString(),
        new Tags.Known(image.tags().stream().collect(Collectors.toMap(Tag::key, Tag::value))));
  }

  /// The ARN of an image contains no account.
  @Override
  protected String arn(CallerIdentity caller, RegionId region, String image) {
    return "arn:%s:ec2:%s::image/%s".formatted(caller.partition(), region, image);
  }
}
