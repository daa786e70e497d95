package dev.molly.sim.switches;

import dev.molly.sim.core.CommonErrors;
import dev.molly.sim.core.SimEndpoint;
import dev.molly.sim.core.SimPage;
import dev.molly.sim.core.SimService;
import dev.molly.sim.core.SimState;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.CloudFormationException;
import software.amazon.awssdk.services.cloudformation.model.CreateStackRequest;
import software.amazon.awssdk.services.cloudformation.model.CreateStackResponse;
import software.amazon.awssdk.services.cloudformation.model.DeleteStackRequest;
import software.amazon.awssdk.services.cloudformation.model.DeleteStackResponse;
import software.amazon.awssdk.services.cloudformation.model.DescribeStacksRequest;
import software.amazon.awssdk.services.cloudformation.model.DescribeStacksResponse;
import software.amazon.awssdk.services.cloudformation.model.ListStacksRequest;
import software.amazon.awssdk.services.cloudformation.model.ListStacksResponse;
import software.amazon.awssdk.services.cloudformation.model.Stack;
import software.amazon.awssdk.services.cloudformation.model.StackStatus;
import software.amazon.awssdk.services.cloudformation.model.StackSummary;
import software.amazon.awssdk.services.cloudformation.model.Tag;
import software.amazon.awssdk.services.cloudformation.model.UpdateTerminationProtectionRequest;
import software.amazon.awssdk.services.cloudformation.model.UpdateTerminationProtectionResponse;

/// CloudFormation in one region: stacks, whose templates are not read, and their termination
/// protection. Every other operation throws.
public final class SimCloudFormation implements CloudFormationClient {
  private static final CommonErrors ERRORS =
      CommonErrors.query("cloudformation", "CloudFormation", CloudFormationException::builder);

  private static final int PAGE = 100;

  /// The stacks of one region, by name.
  public static final class State implements SimState {
    public TreeMap<String, SimSwitch> stacks = new TreeMap<>();
  }

  public static final SimService<CloudFormationClient> SERVICE =
      SimService.of(CloudFormationClient.class, ERRORS, SimCloudFormation::new)
          .inEachRegion(region -> new State());

  private final SimEndpoint at;
  private final TreeMap<String, SimSwitch> stacks;

  private SimCloudFormation(SimEndpoint at) {
    this.at = at;
    this.stacks = at.state(State.class).stacks;
  }

  @Override
  public String serviceName() {
    return SERVICE_NAME;
  }

  @Override
  public void close() {}

  @Override
  public CreateStackResponse createStack(CreateStackRequest request) {
    SimEndpoint.only(request, "StackName", "TemplateBody", "EnableTerminationProtection", "Tags");
    String name = request.stackName();
    return at.write(
        "CreateStack",
        List.of(name),
        () -> {
          if (stacks.containsKey(name)) {
            throw ERRORS.of(400, "AlreadyExistsException", "Stack [" + name + "] already exists");
          }
          at.changed();
          String arn =
              "arn:aws:cloudformation:%s:%s:stack/%s/%s"
                  .formatted(at.region(), at.account(), name, at.ids().ec2("stack"));
          stacks.put(
              name,
              new SimSwitch(
                  arn,
                  name,
                  arn,
                  at.now(),
                  Boolean.TRUE.equals(request.enableTerminationProtection()),
                  request.tags().stream().collect(Collectors.toMap(Tag::key, Tag::value))));
          return CreateStackResponse.builder().stackId(arn).build();
        });
  }

  @Override
  public ListStacksResponse listStacks(ListStacksRequest request) {
    SimEndpoint.only(request, "NextToken");
    return at.read(
        "ListStacks",
        List.of(),
        () -> {
          SimPage<SimSwitch> page =
              SimPage.of(
                  List.copyOf(stacks.values()),
                  stack -> stack.name,
                  request.nextToken(),
                  PAGE,
                  () -> ERRORS.of(400, "ValidationError", "Invalid NextToken"));
          return ListStacksResponse.builder()
              .stackSummaries(
                  page.items().stream()
                      .map(
                          stack ->
                              StackSummary.builder()
                                  .stackName(stack.name)
                                  .stackId(stack.id)
                                  .stackStatus(StackStatus.CREATE_COMPLETE)
                                  .build())
                      .toList())
              .nextToken(page.next())
              .build();
        });
  }

  @Override
  public DescribeStacksResponse describeStacks(DescribeStacksRequest request) {
    SimEndpoint.only(request, "StackName");
    return at.read(
        "DescribeStacks",
        List.of(request.stackName()),
        () -> DescribeStacksResponse.builder().stacks(shape(stack(request.stackName()))).build());
  }

  @Override
  public UpdateTerminationProtectionResponse updateTerminationProtection(
      UpdateTerminationProtectionRequest request) {
    SimEndpoint.only(request, "StackName", "EnableTerminationProtection");
    return at.write(
        "UpdateTerminationProtection",
        List.of(request.stackName()),
        () -> {
          SimSwitch stack = stack(request.stackName());
          at.changed();
          stack.on = request.enableTerminationProtection();
          return UpdateTerminationProtectionResponse.builder().stackId(stack.id).build();
        });
  }

  /// AWS accepts the deletion of a stack that does not exist.
  @Override
  public DeleteStackResponse deleteStack(DeleteStackRequest request) {
    SimEndpoint.only(request, "StackName");
    String name = request.stackName();
    return at.write(
        "DeleteStack",
        List.of(name),
        () -> {
          SimSwitch stack = stacks.get(name);
          if (stack != null && stack.on) {
            throw ERRORS.of(
                400,
                "ValidationError",
                "Stack [" + name + "] cannot be deleted while TerminationProtection is enabled");
          }
          at.changed();
          stacks.remove(name);
          return DeleteStackResponse.builder().build();
        });
  }

  private SimSwitch stack(String name) {
    SimSwitch stack = stacks.get(name);
    if (stack == null) {
      throw ERRORS.of(400, "ValidationError", "Stack with id " + name + " does not exist");
    }
    return stack;
  }

  private static Stack shape(SimSwitch stack) {
    return Stack.builder()
        .stackName(stack.name)
        .stackId(stack.id)
        .stackStatus(StackStatus.CREATE_COMPLETE)
        .creationTime(stack.createdAt)
        .enableTerminationProtection(stack.on)
        .tags(
            stack.tags.entrySet().stream()
                .map(tag -> Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
                .toList())
        .build();
  }
}
