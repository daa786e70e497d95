package dev.molly.sim.ec2;

import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.ec2.model.DescribeInstanceTypesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeInstanceTypesResponse;
import software.amazon.awssdk.services.ec2.model.InstanceTypeInfo;

/// Some EC2 instance types. All others do not exist here.
final class Ec2Types {

  /// @param storeGb the size of the instance store in GB; 0 if there is none
  private record Shape(long memoryMib, long storeGb) {}

  private static final Map<String, Shape> SHAPES =
      Map.of(
          "t3.micro", new Shape(1024, 0),
          "m7g.large", new Shape(8192, 0),
          "m7g.xlarge", new Shape(16_384, 0),
          "m5d.large", new Shape(8192, 75),
          "i3.large", new Shape(15_616, 475));

  private Ec2Types() {}

  static DescribeInstanceTypesResponse describe(DescribeInstanceTypesRequest request) {
    List<String> unknown =
        request.instanceTypesAsStrings().stream()
            .filter(type -> !SHAPES.containsKey(type))
            .toList();
    if (!unknown.isEmpty() || request.instanceTypesAsStrings().isEmpty()) {
      throw Ec2Errors.of(
          "InvalidInstanceType", "The following supplied instance types do not exist: " + unknown);
    }
    return DescribeInstanceTypesResponse.builder()
        .instanceTypes(request.instanceTypesAsStrings().stream().map(Ec2Types::info).toList())
        .build();
  }

  private static InstanceTypeInfo info(String type) {
    Shape shape = SHAPES.getOrDefault(type, new Shape(0, 0));
    InstanceTypeInfo.Builder info =
        InstanceTypeInfo.builder()
            .instanceType(type)
            .memoryInfo(memory -> memory.sizeInMiB(shape.memoryMib()))
            .instanceStorageSupported(shape.storeGb() > 0);
    if (shape.storeGb() > 0) {
      info.instanceStorageInfo(storage -> storage.totalSizeInGB(shape.storeGb()));
    }
    return info.build();
  }
}
