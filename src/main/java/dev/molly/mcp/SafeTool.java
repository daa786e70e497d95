package dev.molly.mcp;

import static dev.molly.mcp.ToolParameter.flag;
import static dev.molly.mcp.ToolParameter.text;
import static dev.molly.mcp.ToolParameter.texts;

import java.util.List;
import java.util.stream.Stream;

/// The tools: each is a molly command with some of its options. Options that carry out a plan,
/// confirm one, accept a loss, or name a file are not among them.
public enum SafeTool {
  SCAN(
      "scan",
      "Find AWS resources that can be deleted by accident: databases, instances, buckets, tables"
          + " and others without deletion protection, backups or versioning. Changes nothing.",
      Effect.READS,
      "scan",
      Parameters.SELECTION),
  EXPLAIN(
      "explain",
      "Read molly's manual: a rule, a kind of resource, a guard, a status. Without a page it lists"
          + " the pages.",
      Effect.TELLS,
      "explain",
      List.of(text("page", "", "The page, for example 'retire' or 'rds-instance'."))),
  STATUS(
      "status",
      "Show the retired resources: since when, by whom, why, when they fall due for deletion, and"
          + " how to get them back. Changes nothing.",
      Effect.READS,
      "status",
      Parameters.WITH_FORMAT),
  PLAN_PROTECT(
      "plan_protect",
      "Make a plan that switches the missing protections on, and save it to a file. Nothing is"
          + " changed in AWS: a person applies the plan at a terminal, by the command that is"
          + " returned.",
      Effect.PLANS,
      "protect",
      Stream.concat(
              Stream.of(texts("ids", "--id", "Only these: ids, ARNs, or names that only one has.")),
              Parameters.SELECTION.stream())
          .toList()),
  PLAN_RETIRE(
      "plan_retire",
      "Make a plan for the staged deletion of resources, in place of deleting them, and save it to"
          + " a file: they are copied, stopped and renamed, can be restored for weeks, and are"
          + " deleted after that. Nothing is changed in AWS: a person applies the plan at a"
          + " terminal, by the command that is returned.",
      Effect.PLANS,
      "retire",
      Stream.concat(
              Stream.of(
                  Parameters.IDS,
                  text("why", "--why", "The reason. It is kept with each resource.").asRequired(),
                  text("keep", "--keep", "How long they can be restored, for example '30d'.")),
              Parameters.WITH_FORMAT.stream())
          .toList()),
  RESTORE(
      "restore",
      "Bring retired resources back to the state they had. This writes to AWS at once and needs no"
          + " confirmation, because it only undoes a retirement.",
      Effect.UNDOES,
      "restore",
      Stream.concat(
              Stream.of(
                  Parameters.IDS,
                  flag("dry_run", "--dry-run", "Show what would be written, and write nothing.")),
              Parameters.WITH_FORMAT.stream())
          .toList()),
  EXTEND(
      "extend",
      "Postpone the deletion of retired resources. This writes to AWS at once; it can never make a"
          + " deletion earlier.",
      Effect.POSTPONES,
      "extend",
      Stream.concat(
              Stream.of(
                  Parameters.IDS,
                  text("by", "--by", "How much later they fall due, for example '7d'.")
                      .asRequired()),
              Parameters.WITH_FORMAT.stream())
          .toList());

  /// What a call does.
  public enum Effect {
    /// It reads molly's own pages.
    TELLS,
    /// It reads AWS.
    READS,
    /// It reads AWS and saves a plan.
    PLANS,
    /// It writes to AWS; a second call finds nothing left to do.
    UNDOES,
    /// It writes to AWS, each time anew.
    POSTPONES
  }

  private final String toolName;
  private final String description;
  private final Effect effect;
  private final String command;

  @SuppressWarnings("ImmutableEnumChecker") // The lists below are.
  private final List<ToolParameter> parameters;

  SafeTool(
      String toolName,
      String description,
      Effect effect,
      String command,
      List<ToolParameter> parameters) {
    this.toolName = toolName;
    this.description = description;
    this.effect = effect;
    this.command = command;
    this.parameters = parameters;
  }

  /// Returns the name of the tool: `plan_retire`.
  public String toolName() {
    return toolName;
  }

  String description() {
    return description;
  }

  /// Returns what a call does.
  public Effect effect() {
    return effect;
  }

  /// Returns the molly command: `retire`.
  public String command() {
    return command;
  }

  List<ToolParameter> parameters() {
    return parameters;
  }

  /// What several tools take.
  private static final class Parameters {
    private static final ToolParameter IDS =
        texts("ids", "", "Instance ids, DB identifiers, bucket names, ARNs, or names.")
            .asRequired();

    private static final List<ToolParameter> PLACES =
        List.of(
            texts("regions", "--region", "Regions; or 'all' that are enabled. Default: molly's."),
            texts("kinds", "--kind", "Kinds, for example 'rds-instance'. Default: all."),
            texts("accounts", "--account", "Accounts of molly's config, by name or id."),
            text("environment", "--environment", "An environment of molly's config."));

    private static final List<ToolParameter> WITH_FORMAT =
        Stream.concat(
                PLACES.stream(),
                Stream.of(
                    text(
                        "format",
                        "--format",
                        "'text' (default), or 'json', which says more and is ten times as long.")))
            .toList();

    private static final List<ToolParameter> SELECTION =
        Stream.concat(
                WITH_FORMAT.stream(),
                Stream.of(
                    text(
                        "severity",
                        "--severity",
                        "Only this and worse: 'low', 'medium', 'high' or 'critical'."),
                    texts("tags", "--tag", "Only resources with these tags, as 'key=value'."),
                    text("owner", "--owner", "Only resources of this owner.")))
            .toList();

    private Parameters() {}
  }
}
