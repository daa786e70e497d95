package dev.molly.hook;

import dev.molly.hook.AwsVerbs.Effect;
import dev.molly.hook.shell.ShellWord;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// An operation of the AWS CLI that molly does not stage.
///
/// @param call the `aws` command
record AwsOperation(Invocation call, String service, String operation) {
  /// Options that take a protection off.
  private static final Pattern UNPROTECTS =
      Pattern.compile(
          "--no-(\\S*(deletion|termination|delete|scale-in)\\S*protect\\S*"
              + "|enable-termination-protection|disable-api-(termination|stop)"
              + "|protected-from-scale-in)"
              + "|--(deletion|termination)-protection(-enabled)?=(?i:false|inactive|disabled?)"
              + "|--backup-retention-period=0+");

  /// Values that take a protection off, in the arguments of an operation that sets one.
  private static final Pattern UNPROTECTED =
      Pattern.compile(
          "(?is)deletion_protection[^,]*,\\s*value=false"
              + "|deletion_protection.enabled.{0,20}false"
              + "|status\"?\\s*[=:]\\s*\"?suspended"
              + "|pointintimerecoveryenabled\"?\\s*[=:]\\s*\"?false"
              + "|(deletionprotection\\w*|disableapi\\w+|terminationprotection)\"?\\s*[=:]\\s*\"?"
              + "(false|inactive|disabled)");

  /// Operations that delete or run something although their verbs do not say so.
  private static final Map<String, String> UNDER_ANOTHER_NAME =
      Map.ofEntries(
          Map.entry("s3api put-bucket-lifecycle-configuration", "may expire the objects"),
          Map.entry("s3api put-bucket-lifecycle", "may expire the objects"),
          Map.entry("s3api put-bucket-policy", "replaces the policy, with every Deny in it"),
          Map.entry("logs put-retention-policy", "deletes the events that are older"),
          Map.entry("ecr put-lifecycle-policy", "deletes images"),
          Map.entry("dynamodb update-time-to-live", "deletes items when their time comes"),
          Map.entry("autoscaling set-desired-capacity", "may terminate instances"),
          Map.entry("autoscaling update-auto-scaling-group", "may terminate instances"),
          Map.entry("ec2 modify-fleet", "may terminate instances"),
          Map.entry("ec2 modify-spot-fleet-request", "may terminate instances"),
          Map.entry("ssm send-command", "runs commands that are not checked here"),
          Map.entry("ssm start-automation-execution", "runs steps that are not checked here"),
          Map.entry("ecs execute-command", "runs a command that is not checked here"),
          Map.entry("cloudformation update-stack", "may replace or delete resources"),
          Map.entry("cloudformation deploy", "may replace or delete resources"),
          Map.entry("cloudformation execute-change-set", "may replace or delete resources"),
          Map.entry("cloudformation create-stack", "may delete what it made, when it fails"),
          Map.entry("dynamodb batch-write-item", "may delete items"),
          Map.entry("dynamodb transact-write-items", "may delete items"),
          Map.entry("dynamodb execute-transaction", "may delete items"),
          Map.entry("dynamodb batch-execute-statement", "may delete items"),
          Map.entry("organizations move-account", "changes which guardrails hold"),
          Map.entry("neptunedata execute-open-cypher-query", "may delete data"),
          Map.entry("neptunedata execute-gremlin-query", "may delete data"));

  /// Operations with the verb of a deletion that lose nothing of value.
  private static final Set<String> HARMLESS =
      Set.of(
          "sqs delete-message",
          "sqs delete-message-batch",
          "cloudformation delete-change-set",
          "cloudformation cancel-update-stack",
          "s3api abort-multipart-upload",
          "autoscaling cancel-instance-refresh",
          "athena cancel-query-execution",
          "rds-data rollback-transaction",
          "bedrock-agent-runtime end-session",
          "bedrock-agent-runtime delete-session");

  private static final Set<String> GATED =
      Set.of(
          "cloudformation update-stack",
          "cloudformation deploy",
          "cloudformation execute-change-set");

  Verdict check() {
    String name = service + " " + operation;
    if (unprotects()) {
      return Verdict.deny(
          "'aws %s' takes a protection off, or a backup away.".formatted(name),
          "For a limited time, with a confirmation: molly lease --help");
    }
    Optional<String> sql = sql();
    if (sql.isPresent()) {
      return Verdict.deny("'aws %s': %s".formatted(name, sql.get()), SqlStatements.INSTEAD);
    }
    if (GATED.contains(name)) {
      return Verdict.ask(
          "'aws %s' %s.".formatted(name, UNDER_ANOTHER_NAME.get(name)),
          "To see what: aws cloudformation describe-change-set --include-property-values"
              + " --change-set-name ARN | molly gate -");
    }
    if (UNDER_ANOTHER_NAME.containsKey(name)) {
      return Verdict.ask("'aws %s' %s.".formatted(name, UNDER_ANOTHER_NAME.get(name)));
    }
    if (service.equals("s3") && operation.equals("sync") && maybe("--delete")) {
      return Verdict.ask("'aws s3 sync --delete' deletes what is not at the source.");
    }
    if (HARMLESS.contains(name)) {
      return Verdict.pass();
    }
    return switch (AwsVerbs.effect(operation)) {
      case READS -> Verdict.pass();
      case DESTROYS ->
          Verdict.ask(
              "'aws %s' destroys, or takes something away, and molly cannot stage it."
                  .formatted(name),
              "Nothing brings back what it deletes: see what it is first.");
      case CHANGES -> changes(name);
      case UNKNOWN ->
          Verdict.ask("'aws %s' is not known to molly: it may destroy.".formatted(name));
    };
  }

  /// A file of arguments may hold everything that is looked for above.
  private Verdict changes(String name) {
    boolean hidden =
        call.arguments().stream()
            .map(ShellWord::text)
            .anyMatch(each -> each.startsWith("--cli-input-") || each.startsWith("file://"));
    boolean mayUnprotect =
        operation.startsWith("modify-")
            || operation.startsWith("update-")
            || operation.startsWith("put-bucket");
    boolean open =
        mayUnprotect
            && !service.equals("lambda")
            && call.arguments().stream().anyMatch(ShellWord::several);
    return mayUnprotect && (hidden || open)
        ? Verdict.ask(
            "'aws %s' reads arguments from elsewhere, which may take a protection off."
                .formatted(name))
        : Verdict.pass();
  }

  private boolean unprotects() {
    if (AwsVerbs.effect(operation) == Effect.READS) {
      return false;
    }
    String before = "";
    for (ShellWord word : call.arguments()) {
      String text = word.text();
      if (UNPROTECTS.matcher(text).matches()
          || UNPROTECTS.matcher(before + "=" + text).matches()
          || UNPROTECTED.matcher(text).find()
          || (before.equals("--attribute-value") && text.equalsIgnoreCase("false"))) {
        return true;
      }
      before = text;
    }
    return operation.equals("modify-instance-attribute") && attributeOff();
  }

  /// `--attribute disableApiTermination --value false`.
  private boolean attributeOff() {
    String attribute =
        Options.value(call.arguments(), Set.of("--attribute")).map(ShellWord::text).orElse("");
    boolean off =
        Options.value(call.arguments(), Set.of("--value"))
            .map(value -> !value.text().equalsIgnoreCase("true"))
            .orElse(false);
    boolean protects =
        attribute.startsWith("disableApi") || attribute.indexOf(ShellWord.UNKNOWN) >= 0;
    boolean terminates =
        call.hasOption("--instance-initiated-shutdown-behavior") && call.has("terminate");
    return (protects && off) || terminates;
  }

  /// SQL in the arguments of the services that run it.
  private Optional<String> sql() {
    return Options.value(
            call.arguments(), Set.of("--sql", "--query-string", "--statement", "--sqls"))
        .filter(word -> !operation.startsWith("create-") && !service.equals("logs"))
        .flatMap(word -> SqlStatements.destructive(word.text()));
  }

  private boolean maybe(String option) {
    return call.arguments().stream().anyMatch(each -> each.text().equals(option) || each.several());
  }
}
