package dev.molly.sim.ec2;

import dev.molly.sim.core.SimEndpoint;
import dev.molly.sim.core.SimPage;
import java.util.Collection;
import java.util.List;
import software.amazon.awssdk.services.ec2.model.DeregisterImageResponse;
import software.amazon.awssdk.services.ec2.model.DescribeImagesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeImagesResponse;
import software.amazon.awssdk.services.ec2.model.DisableImageDeregistrationProtectionResponse;
import software.amazon.awssdk.services.ec2.model.DisableImageResponse;
import software.amazon.awssdk.services.ec2.model.EnableImageDeregistrationProtectionRequest;
import software.amazon.awssdk.services.ec2.model.EnableImageDeregistrationProtectionResponse;
import software.amazon.awssdk.services.ec2.model.Image;
import software.amazon.awssdk.services.ec2.model.ImageState;
import software.amazon.awssdk.services.ec2.model.RegisterImageRequest;
import software.amazon.awssdk.services.ec2.model.RegisterImageResponse;

/// The account's own AMIs, and their protection from deregistration.
final class Ec2Images {
  private final SimEndpoint at;
  private final Ec2State region;

  Ec2Images(SimEndpoint at, Ec2State region) {
    this.at = at;
    this.region = region;
  }

  RegisterImageResponse register(RegisterImageRequest request) {
    var image = new SimImage(at.ids().ec2("ami"), request.name());
    region.images.put(image.id, image);
    at.changed();
    return RegisterImageResponse.builder().imageId(image.id).build();
  }

  DescribeImagesResponse describe(DescribeImagesRequest request) {
    if (request.imageIds().isEmpty() && !request.owners().equals(List.of("self"))) {
      throw SimEndpoint.notSimulated("the images of other owners");
    }
    Collection<SimImage> asked =
        request.imageIds().isEmpty()
            ? region.images.values()
            : request.imageIds().stream().map(id -> Ec2Ids.image(region, id)).toList();
    boolean all = Boolean.TRUE.equals(request.includeDisabled());
    SimPage<SimImage> page =
        Ec2Queries.page(
            asked.stream().filter(image -> all || !image.disabled).toList(),
            image -> image.id,
            request.nextToken(),
            request.maxResults());
    return DescribeImagesResponse.builder()
        .images(page.items().stream().map(this::shape).toList())
        .nextToken(page.next())
        .build();
  }

  DisableImageResponse disable(String id) {
    Ec2Ids.image(region, id).disabled = true;
    at.changed();
    return DisableImageResponse.builder().returnValue(true).build();
  }

  EnableImageDeregistrationProtectionResponse protect(
      EnableImageDeregistrationProtectionRequest request) {
    SimImage image = Ec2Ids.image(region, request.imageId());
    image.protect(Boolean.TRUE.equals(request.withCooldown()));
    at.changed();
    return EnableImageDeregistrationProtectionResponse.builder()
        .returnValue(image.protection(at.now()))
        .build();
  }

  DisableImageDeregistrationProtectionResponse unprotect(String id) {
    SimImage image = Ec2Ids.image(region, id);
    image.unprotect(at.now());
    at.changed();
    return DisableImageDeregistrationProtectionResponse.builder()
        .returnValue(image.protection(at.now()))
        .build();
  }

  /// AWS does not document the error of a protected image; this is the one of a protected
  /// instance.
  DeregisterImageResponse deregister(String id) {
    SimImage image = Ec2Ids.image(region, id);
    if (image.isProtected(at.now())) {
      throw Ec2Errors.of(
          "OperationNotPermitted",
          "The image '%s' is protected from deregistration.".formatted(id));
    }
    region.images.remove(id);
    at.changed();
    return DeregisterImageResponse.builder().returnValue(true).build();
  }

  private Image shape(SimImage image) {
    return Image.builder()
        .imageId(image.id)
        .name(image.name)
        .ownerId(region.account)
        .state(image.disabled ? ImageState.DISABLED : ImageState.AVAILABLE)
        .deregistrationProtection(image.protection(at.now()))
        .tags(Ec2Shapes.tags(image.tags))
        .build();
  }
}
