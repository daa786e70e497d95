package dev.molly.intercept;

import dev.molly.aws.RequestOrigin;
import dev.molly.intercept.DueCheck.Doomed;
import dev.molly.intercept.DueCheck.Result;
import dev.molly.kind.KindRegistry;
import dev.molly.kind.Retirable;
import dev.molly.kind.registry.AwsKinds;
import dev.molly.model.RegionId;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.interceptor.SdkExecutionAttribute;

/// Refuses requests of an AWS SDK client that would delete a resource that is not due, of a kind
/// that molly retires, or that would destroy a resource that molly relies on, such as its final
/// copies.
///
/// ```java
/// Ec2Client.builder().overrideConfiguration(c -> c.addExecutionInterceptor(guard))
/// ```
///
/// It inspects the request after all other interceptors have modified it and before it is
/// marshalled into HTTP, so a refused request is not sent.
public final class DeleteGuardInterceptor implements ExecutionInterceptor {
  private static final KindRegistry AWS = new KindRegistry(AwsKinds.all());

  private final KindRegistry kinds;
  private final DueCheck check;

  /// Creates a guard that permits the deletion of resources that are due according to their own
  /// tags, by the clock of this machine and the clock of AWS. The SDK calls this constructor
  /// when it finds the class named on the class path.
  public DeleteGuardInterceptor() {
    this(AWS, new TagDueCheck(AWS, InstantSource.system()));
  }

  /// Creates a guard that permits the deletion of resources that are due according to `check`.
  ///
  /// @param kinds the kinds whose deletion it refuses
  public DeleteGuardInterceptor(KindRegistry kinds, DueCheck check) {
    this.kinds = kinds;
    this.check = check;
  }

  @Override
  public void beforeMarshalling(Context.BeforeMarshalling context, ExecutionAttributes attributes) {
    String service = String.valueOf(attributes.getAttribute(SdkExecutionAttribute.SERVICE_NAME));
    String operation =
        String.valueOf(attributes.getAttribute(SdkExecutionAttribute.OPERATION_NAME));
    Optional<Retirable> deleted =
        kinds.retirable().stream()
            .filter(kind -> kind.deleteOperation().isRequest(service, operation))
            .findFirst();
    if (deleted.isPresent()) {
      hold(context.request(), deleted.get(), attributes);
    } else {
      ProtectedCommand.ofRequest(service, operation)
          .ifPresent(guarded -> keep(guarded, context.request(), attributes));
    }
  }

  /// Refuses a request that would destroy a resource that molly relies on.
  private static void keep(
      ProtectedCommand what, SdkRequest request, ExecutionAttributes attributes) {
    Optional<RequestOrigin> origin = RequestOrigin.of(request, attributes);
    String operation = attributes.getAttribute(SdkExecutionAttribute.OPERATION_NAME);
    for (String id : identifiers(request, what.member()).toList()) {
      DependencyCheck.Result result =
          origin.isPresent()
              ? DependencyCheck.of(what, id, origin.get())
              : new DependencyCheck.Result.InUse(
                  "cannot be asked about: its request says neither who nor where",
                  "molly explain sdk-interceptor");
      if (result instanceof DependencyCheck.Result.InUse(var why, var next)) {
        throw new DeleteRefusedException(
            "molly: %s was refused and not sent: %s %s %s. Instead: %s"
                .formatted(operation, what.noun(), id, why, next));
      }
    }
  }

  private void hold(SdkRequest request, Retirable kind, ExecutionAttributes attributes) {
    Optional<RequestOrigin> origin = RequestOrigin.of(request, attributes);
    Optional<RegionId> region = origin.flatMap(DeleteGuardInterceptor::region);
    List<Doomed> doomed =
        identifiers(request, kind.deleteOperation().member())
            .map(id -> new Doomed(kind.id(), id, region))
            .toList();
    if (doomed.isEmpty()) {
      throw new DeleteRefusedException(
          "molly: this would destroy something and does not say what; nothing was sent.");
    }
    List<String> reasons =
        doomed.stream().flatMap(each -> reason(each, origin.orElse(null)).stream()).toList();
    if (!reasons.isEmpty()) {
      throw new DeleteRefusedException(message(kind, doomed, reasons, attributes));
    }
  }

  /// Returns the region of a request; empty if it is not an AWS region, such as `aws-global`.
  private static Optional<RegionId> region(RequestOrigin origin) {
    try {
      return Optional.of(new RegionId(origin.region().id()));
    } catch (IllegalArgumentException none) {
      return Optional.empty();
    }
  }

  private Optional<String> reason(Doomed doomed, @Nullable RequestOrigin origin) {
    Result result =
        origin == null
            ? new Result.NotDue("cannot be asked about: its request says neither who nor where")
            : check.of(doomed, origin);
    return switch (result) {
      case Result.Due due -> Optional.empty();
      case Result.NotDue(var why) ->
          Optional.of(doomed.kind() + " " + doomed.identifier() + " " + why);
    };
  }

  private static String message(
      Retirable kind, List<Doomed> doomed, List<String> reasons, ExecutionAttributes attributes) {
    var instead =
        new DeleteRequest(
            kind.id(),
            kind.deleteOperation().service(),
            doomed.stream().map(Doomed::identifier).toList(),
            new DeleteRequest.Location(
                doomed.getFirst().region(), Optional.empty(), Optional.empty(), Optional.empty()),
            true,
            List.of());
    return "molly: %s was refused and not sent: %s. To retire instead, which can be undone: molly retire %s --why \"...\""
        .formatted(
            attributes.getAttribute(SdkExecutionAttribute.OPERATION_NAME),
            String.join("; ", reasons),
            String.join(" ", instead.retireArguments()));
  }

  private static Stream<String> identifiers(SdkRequest request, String member) {
    return request.getValueForField(member, Object.class).stream()
        .flatMap(value -> value instanceof List<?> list ? list.stream() : Stream.of(value))
        .filter(Objects::nonNull)
        .map(Object::toString);
  }
}
