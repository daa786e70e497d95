package dev.molly.hook;

import dev.molly.hook.shell.ShellWord;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Tools that deploy to AWS, or copy to S3, by the commands that delete. None of them has a plan
/// that molly reads.
final class DeploymentTools implements ProgramRule {
  private static final Map<String, Commands> TOOLS = new HashMap<>();

  static {
    put("pulumi", "destroy down dn", "up update state rm");
    put("cdk", "destroy", "deploy watch");
    put("cdktf", "destroy", "deploy");
    put("terraspace", "down", "up");
    put("helmfile", "destroy delete", "sync apply");
    put("rain", "rm", "deploy");
    put("sceptre", "delete", "launch update");
    put("flux argocd velero", "", "delete uninstall");
    put("mongorestore mongoimport mysqlimport", "", "--drop --delete");
    put("sam", "delete", "deploy sync");
    put("serverless sls", "remove", "deploy");
    put("sst", "remove", "deploy dev");
    put("eksctl", "delete", "drain scale upgrade");
    put("kops", "delete", "update rolling-update toolbox");
    put("eb", "terminate", "deploy restore scale");
    put("copilot", "delete", "deploy");
    put("amplify", "delete", "push publish remove");
    put("chalice", "delete", "deploy");
    put("zappa", "undeploy", "update");
    put("ecs-cli", "down", "compose");
    put("helm", "", "uninstall delete del un rollback");
    put("cloud-nuke aws-nuke", "aws defaults-aws nuke run --no-dry-run", "");
    put("s3cmd", "", "del rm rb put sync mv expire");
    put("s5cmd", "", "rm rb mv sync");
    put("mc", "", "rm rb mirror mv");
    put("rclone", "", "delete deletefile purge rmdir rmdirs sync move moveto cleanup");
    put("vault", "", "delete destroy");
  }

  /// Tools of which `-h` is the option with the host.
  private static final Set<String> WITH_HOST = WordSet.of("mongorestore mongoimport mysqlimport");

  private record Commands(Set<String> denied, Set<String> asked) {}

  private static void put(String names, String denied, String asked) {
    var commands = new Commands(WordSet.of(denied), WordSet.of(asked));
    for (String name : names.split(" ", -1)) {
      TOOLS.put(name, commands);
    }
  }

  static Set<String> programs() {
    return Set.copyOf(TOOLS.keySet());
  }

  @Override
  public Verdict check(Invocation call) {
    boolean help = call.has("--help") || (call.has("-h") && !WITH_HOST.contains(call.program()));
    if (help || call.has("--dry-run") || call.has("--dryrun")) {
      return Verdict.pass();
    }
    Commands commands = TOOLS.getOrDefault(call.program(), new Commands(Set.of(), Set.of()));
    List<ShellWord> operands = call.operands();
    if (call.arguments().stream().anyMatch(each -> commands.denied().contains(each.text()))) {
      return Verdict.deny(
          "'%s' deletes deployed resources with their data, and molly is not asked."
              .formatted(call.shown()),
          "Protect or retire the resources with data first (molly scan, molly retire ID), and let"
              + " a person run it.");
    }
    boolean asked =
        call.arguments().stream().anyMatch(each -> commands.asked().contains(each.text()))
            || operands.stream().limit(3).anyMatch(each -> !each.known());
    return asked
        ? Verdict.ask(
            "'%s' may replace or delete resources, and is not checked.".formatted(call.shown()))
        : Verdict.pass();
  }
}
