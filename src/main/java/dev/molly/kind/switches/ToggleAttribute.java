package dev.molly.kind.switches;

import dev.molly.aws.AccountSession;
import dev.molly.aws.AwsCalls;
import dev.molly.aws.CliCommands;
import dev.molly.kind.Attribute;
import dev.molly.kind.OnOff;
import dev.molly.model.ControlId;
import dev.molly.model.ResourceRef;
import dev.molly.plan.ApiCall;
import dev.molly.plan.Change;
import dev.molly.text.ShellQuoting;
import software.amazon.awssdk.core.SdkClient;

/// A toggle of a kind as an attribute: `on` or `off`.
///
/// @param type the SDK's client interface
record ToggleAttribute<C extends SdkClient, D>(Toggle<C, D> toggle, Class<C> type)
    implements Attribute<D> {
  @Override
  public ControlId id() {
    return toggle.id();
  }

  @Override
  public String read(AccountSession session, ResourceRef ref, D shown) {
    C client = session.client(type, ref.id().region());
    Boolean on =
        toggle
            .read()
            .map(
                read ->
                    AwsCalls.call(
                        read.permission(), () -> read.call().apply(client, ref.identifier())))
            .orElseGet(() -> toggle.described(shown));
    return OnOff.of(toggle.member(), on);
  }

  @Override
  public boolean protects(Change change) {
    return OnOff.isOn(change.to());
  }

  @Override
  public ApiCall call(Change change) {
    Toggle.Write<C> write = write(change);
    ResourceRef resource = change.resource();
    String command =
        CliCommands.inAccount(
            resource.id().account(),
            "aws %s %s --region %s %s"
                .formatted(
                    write.command(),
                    ShellQuoting.quote(resource.identifier()),
                    resource.id().region(),
                    write.option())
                .strip());
    return new ApiCall(write.permission(), write.permission(), resource.arn(), command, "");
  }

  @Override
  public void write(AccountSession session, Change change) {
    Toggle.Write<C> write = write(change);
    C client = session.client(type, change.resource().id().region());
    AwsCalls.call(
        write.permission(),
        () -> {
          write.call().accept(client, change.resource().identifier());
          return true;
        });
  }

  private Toggle.Write<C> write(Change change) {
    return toggle
        .write(OnOff.isOn(change.to()))
        .orElseThrow(() -> new IllegalArgumentException("molly does not write " + id()));
  }
}
