package dev.molly.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.molly.cli.CommandRunner.Ran;
import dev.molly.sim.SimAws;
import dev.molly.sim.SimCloud;
import dev.molly.sim.SimFile;
import java.nio.file.Path;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.InstanceAttributeName;
import software.amazon.awssdk.services.ec2.model.Tag;

/// What status and sweep say of an instance whose purge announced itself and did not end.
class PurgeBegunCommandLineTest {
  private final Path folder;
  private final CommandRunner typed;

  PurgeBegunCommandLineTest(@TempDir Path folder) {
    this.folder = folder;
    typed = new CommandRunner(folder);
  }

  @Test
  void anInstanceThatAPurgeLeftWithoutProtectionNeedsAttention() {
    String web = retired();
    announced(web);
    inCloud(
        cloud ->
            ec2(cloud)
                .modifyInstanceAttribute(
                    r -> r.instanceId(web).disableApiTermination(off -> off.value(false))));

    Ran status = sandbox("status");
    Ran sweep = sandbox("sweep");
    Ran kept = typed.paste(status.found(Pattern.compile("to keep it,\\s+(molly restore [^;]+);")));

    for (Ran told : new Ran[] {status, sweep}) {
      assertThat(told.exitCode()).as(told.out() + told.err()).isEqualTo(1);
      assertThat(told.out())
          .contains("1 needs attention", "BLOCKED:")
          .containsIgnoringWhitespaces("nothing keeps it from being deleted meanwhile");
    }
    assertThat(kept.exitCode()).as(kept.out() + kept.err()).isZero();
    assertThat(isProtected(web)).isTrue();
  }

  @Test
  void anInstanceThatIsStillProtectedIsWaitedFor() {
    String web = retired();
    announced(web);

    Ran status = sandbox("status");

    assertThat(status.exitCode()).as(status.out() + status.err()).isZero();
    assertThat(status.out())
        .contains("none needs attention")
        .containsIgnoringWhitespaces("waits: a purge of it is under way, or broke off");
  }

  private String retired() {
    String web =
        inCloud(
            cloud ->
                cloud
                    .account(SimAws.OWN_ACCOUNT)
                    .launch("eu-west-1", one -> one.launchedAgo(Duration.ofDays(30)))
                    .id());
    typed.answers(web);
    Ran retired = sandbox("retire", web, "--why", "old", "--apply", "--wait");
    assertThat(retired.exitCode()).as(retired.out() + retired.err()).isZero();
    return web;
  }

  private void announced(String id) {
    inCloud(
        cloud -> {
          String now = cloud.clock().instant().truncatedTo(ChronoUnit.SECONDS).toString();
          Tag claim = Tag.builder().key("molly:claim").value(now).build();
          return ec2(cloud).createTags(r -> r.resources(id).tags(claim));
        });
  }

  private boolean isProtected(String id) {
    return inCloud(
        cloud ->
            ec2(cloud)
                .describeInstanceAttribute(
                    r -> r.instanceId(id).attribute(InstanceAttributeName.DISABLE_API_TERMINATION))
                .disableApiTermination()
                .value());
  }

  private <T> T inCloud(Function<SimCloud, T> work) {
    return SimFile.with(folder.resolve("sandbox.json"), work);
  }

  private static Ec2Client ec2(SimCloud cloud) {
    return cloud.account(SimAws.OWN_ACCOUNT).ec2("eu-west-1");
  }

  private Ran sandbox(String... words) {
    return typed.molly(
        Stream.concat(Stream.of(words), Stream.of("--sandbox")).toArray(String[]::new));
  }
}
