package dev.molly.contract.kinds;

import dev.molly.kind.switches.ImageKind;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Tag;

record ImageCase() implements SwitchCase {
  @Override
  public ImageKind kind() {
    return new ImageKind();
  }

  /// Moto ignores the tags that an image is registered with.
  @Override
  public String create(Clients aws, String name, boolean on) {
    Ec2Client ec2 = aws.client(Ec2Client.class);
    String image = ec2.registerImage(r -> r.name(name)).imageId();
    ec2.createTags(r -> r.resources(image).tags(Tag.builder().key("team").value("web").build()));
    if (on) {
      ec2.enableImageDeregistrationProtection(r -> r.imageId(image));
    }
    return image;
  }

  @Override
  public void delete(Clients aws, String image) {
    aws.client(Ec2Client.class).deregisterImage(r -> r.imageId(image));
  }

  @Override
  public String request(String identifier, boolean on) {
    return "POST / Action=%sImageDeregistrationProtection ImageId=%s Version=2016-11-15"
        .formatted(on ? "Enable" : "Disable", identifier);
  }

  @Override
  public String listing() {
    return "ec2:DescribeImages";
  }

  @Override
  public String reading() {
    return "ec2:DescribeImages";
  }

  @Override
  public MotoGap gap() {
    return MotoGap.NO_SWITCH;
  }
}
