package dev.molly.hook;

import dev.molly.hook.AwsVerbs.Effect;
import dev.molly.hook.shell.ShellWord;
import java.util.List;
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
              + "|disable-api-(termination|stop))"
              + "|--bypass-governance-retention");

  /// The same, which the AWS CLI takes in a shortened form too.
  private static final Set<String> SHORTENED =
      Set.of(
          "--no-deletion-protection-enabled",
          "--no-delete-protection",
          "--no-enable-termination-protection",
          "--no-disable-api-termination",
          "--no-termination-protected",
          "--no-protected-from-scale-in",
          "--bypass-governance-retention");

  /// Options that are a protection, unless their value is one of [#OFF].
  private static final Set<String> PROTECTIONS =
      Set.of(
          "--deletion-protection-enabled",
          "--termination-protection",
          "--disable-api-termination",
          "--disable-api-stop",
          "--replication-overwrite-protection",
          "--backup-retention-period",
          "--automated-snapshot-retention-period",
          "--snapshot-retention-limit");

  private static final Pattern OFF =
      Pattern.compile("(?is)(.*[=: \"]|)(false|inactive|disabled?|0+)\\W*");

  /// Values that take a protection off, in the arguments of an operation that sets one.
  private static final Pattern UNPROTECTED =
      Pattern.compile(
          "(?is)deletion_protection.*false|false.*deletion_protection"
              + "|status\"?\\s*[=:]\\s*\"?(suspended|off|disabled)\\b"
              + "|mfadelete\"?\\s*[=:]\\s*\"?disabled|retention\\w*\"?\\s*[=:]\\s*\"?0+\\b"
              + "|pointintimerecoveryenabled\"?\\s*[=:]\\s*\"?false"
              + "|(deletionprotection\\w*|disableapi\\w+|terminationprotection)\"?\\s*[=:]\\s*\"?"
              + "(false|inactive|disabled)");

  /// Operations that delete or run something although their verbs do not say so.
  private static final Map<String, String> UNDER_ANOTHER_NAME =
      Map.ofEntries(
          Map.entry("s3api put-bucket-lifecycle-configuration", "may expire the objects"),
          Map.entry("s3api put-bucket-lifecycle", "may expire the objects"),
          Map.entry("s3api put-bucket-policy", "replaces the policy, with every Deny in it"),
          Map.entry("logs put-retention-policy", "deletes older events"),
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
          Map.entry("cloudformation create-stack", "may delete the new resources if it fails"),
          Map.entry("dynamodb batch-write-item", "may delete items"),
          Map.entry("dynamodb transact-write-items", "may delete items"),
          Map.entry("dynamodb execute-transaction", "may delete items"),
          Map.entry("dynamodb batch-execute-statement", "may delete items"),
          Map.entry("cloudcontrol update-resource", "may take a protection off"),
          Map.entry("cloudformation update-stack-set", "may replace or delete resources"),
          Map.entry("cloudformation update-stack-instances", "may replace or delete resources"),
          Map.entry("cloudformation set-stack-policy", "may allow updates that were denied"),
          Map.entry("route53 change-resource-record-sets", "may delete records"),
          Map.entry("sqs set-queue-attributes", "may delete older messages"),
          Map.entry("rbin update-rule", "may shorten the time that deleted resources are kept"),
          Map.entry("dlm update-lifecycle-policy", "may delete snapshots, or make no more"),
          Map.entry("backup put-backup-vault-access-policy", "replaces the policy of the backups"),
          Map.entry("backup update-recovery-point-lifecycle", "may delete the backup sooner"),
          Map.entry("backup update-backup-plan", "may keep backups for a shorter time"),
          Map.entry("backup update-region-settings", "may end backups"),
          Map.entry("redshift modify-snapshot-copy-retention-period", "may delete snapshots"),
          Map.entry("redshift resize-cluster", "may take nodes away"),
          Map.entry("cloudtrail stop-logging", "stops the audit log"),
          Map.entry(
              "configservice stop-configuration-recorder",
              "stops the record of configuration changes"),
          Map.entry("kms put-key-policy", "may make the encrypted data unreadable"),
          Map.entry(
              "organizations update-policy", "changes the service control policies that apply"),
          Map.entry("fis start-experiment", "injects faults into running resources"),
          Map.entry("ssm create-association", "runs commands that are not checked here"),
          Map.entry("ssm start-change-request-execution", "runs steps that are not checked here"),
          Map.entry("ec2 create-replace-root-volume-task", "replaces a volume"),
          Map.entry("eks update-nodegroup-config", "may terminate instances"),
          Map.entry("emr modify-instance-groups", "may terminate instances"),
          Map.entry(
              "application-autoscaling put-scheduled-action", "may terminate instances or tasks"),
          Map.entry("autoscaling put-scheduled-update-group-action", "may terminate instances"),
          Map.entry("autoscaling execute-policy", "may terminate instances"),
          Map.entry("autoscaling set-instance-health", "may terminate instances"),
          Map.entry("imagebuilder start-resource-state-update", "may delete images"),
          Map.entry(
              "organizations move-account", "changes the service control policies that apply"),
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

  /// Services that run SQL, or a language like it.
  private static final Set<String> OF_SQL =
      Set.of("rds-data", "redshift-data", "athena", "timestream-query", "dynamodb");

  private static final Pattern DELETES_A_PART =
      Pattern.compile(
          "(?s).*(\\bDelete\"?\\s*[=:]\\s*[{\\[]|DeleteOnTermination\"?\\s*[=:]\\s*\"?[tT]rue"
              + "|PreserveDeletedFiles\"?\\s*[=:]\\s*\"?REMOVE|--allow-data-loss).*");

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
      return Verdict.ask("'aws s3 sync --delete' deletes objects that the source does not have.");
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
              "A deletion cannot be undone: look at the resource first.");
      case CHANGES -> changes(name);
      case UNKNOWN ->
          Verdict.ask("molly does not know 'aws %s', which may destroy something.".formatted(name));
    };
  }

  /// A file of arguments may hold everything that is looked for above.
  private Verdict changes(String name) {
    List<ShellWord> arguments = call.arguments();
    boolean hidden =
        arguments.stream()
            .map(ShellWord::text)
            .anyMatch(each -> each.startsWith("--cli-input-") || each.startsWith("file://"));
    boolean mayUnprotect =
        operation.startsWith("modify-")
            || operation.startsWith("update-")
            || operation.startsWith("put-bucket");
    boolean open = mayUnprotect && !service.equals("lambda") && isOpen();
    if (runsSql() && (hidden || unknownSql())) {
      return Verdict.ask("'aws %s' runs statements that cannot be read here.".formatted(name));
    }
    if (arguments.stream().anyMatch(each -> DELETES_A_PART.matcher(each.text()).matches())) {
      return Verdict.ask("'aws %s' deletes a part of it, or lets it be deleted.".formatted(name));
    }
    return mayUnprotect && (hidden || open)
        ? Verdict.ask(
            "'aws %s' reads arguments from elsewhere, which may take a protection off."
                .formatted(name))
        : Verdict.pass();
  }

  /// Returns whether an option, or the value of one that protects, is not known.
  private boolean isOpen() {
    String before = "";
    for (ShellWord word : call.arguments()) {
      String name = word.text().replaceFirst("(?s)=.*", "");
      boolean option = name.startsWith("--") || !before.startsWith("--");
      boolean protection = isShortOf(PROTECTIONS, option ? name : before);
      if (word.several()
          || (option && name.indexOf(ShellWord.UNKNOWN) >= 0 && !name.matches("[a-z0-9].*"))
          || (protection && word.text().indexOf(ShellWord.UNKNOWN) >= 0)) {
        return true;
      }
      before = word.text();
    }
    return false;
  }

  /// The AWS CLI takes the beginning of an option's name for the option.
  private static boolean isShortOf(Set<String> options, String name) {
    return name.length() > 5 && options.stream().anyMatch(option -> option.startsWith(name));
  }

  private boolean unprotects() {
    if (AwsVerbs.effect(operation) == Effect.READS) {
      return false;
    }
    String before = "";
    for (ShellWord word : call.arguments()) {
      String text = word.text();
      String[] pair = text.startsWith("--") ? text.split("=", 2) : new String[] {before, text};
      if (UNPROTECTS.matcher(text).matches()
          || (text.length() > 7 && isShortOf(SHORTENED, text))
          || UNPROTECTED.matcher(text).find()
          || (pair.length == 2 && isShortOf(PROTECTIONS, pair[0]) && OFF.matcher(pair[1]).matches())
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
        Options.value(call.arguments(), Set.of("--attribute", "--attribut", "--attrib", "--attr"))
            .map(ShellWord::text)
            .orElse("");
    boolean off =
        Options.value(call.arguments(), Set.of("--value", "--valu", "--val"))
            .map(value -> !value.text().equalsIgnoreCase("true"))
            .orElse(false);
    boolean protects =
        attribute.startsWith("disableApi") || attribute.indexOf(ShellWord.UNKNOWN) >= 0;
    boolean terminates =
        call.arguments().stream().anyMatch(each -> each.text().matches("(\\S*=)?terminate"));
    return (protects && off) || terminates;
  }

  private boolean runsSql() {
    return OF_SQL.contains(service) && operation.matches(".*(execute|query).*");
  }

  /// SQL in the arguments of the services that run it.
  private Optional<String> sql() {
    return runsSql()
        ? call.arguments().stream()
            .map(word -> word.text().replaceFirst("^--[a-z-]+=", ""))
            .flatMap(text -> SqlStatements.destructive(text).stream())
            .findFirst()
        : Optional.empty();
  }

  private boolean unknownSql() {
    return Options.value(
            call.arguments(),
            Set.of("--sql", "--query-string", "--statement", "--sqls", "--sql-statements"))
        .filter(word -> word.several() || SqlStatements.open(word.text()))
        .isPresent();
  }

  private boolean maybe(String option) {
    return call.arguments().stream()
        .anyMatch(
            each -> (each.text().length() > 4 && option.startsWith(each.text())) || each.several());
  }
}
