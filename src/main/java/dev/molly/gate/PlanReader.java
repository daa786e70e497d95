package dev.molly.gate;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.molly.model.UserError;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// Reads the JSON of a plan, one change after another, so that memory does not grow with the plan:
/// of Terraform and OpenTofu (`terraform show -json`), and of a CloudFormation change set
/// (`aws cloudformation describe-change-set`).
///
/// Source: <https://developer.hashicorp.com/terraform/internals/json-format>,
/// <https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DescribeChangeSet.html>.
public final class PlanReader {
  /// The command that makes the JSON of a plan, and checks it.
  public static final String HOW = "terraform show -json tfplan | molly gate -";

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private final ResourceTypes types;
  private final Consumer<PlannedChange> changes;
  private final List<String> unclear = new ArrayList<>();
  private final List<String> members = new ArrayList<>();
  private String format = "";
  private String terraform = "";
  private boolean read;

  /// @param changes is given each change, in the plan's order; those of data sources are left out
  public PlanReader(ResourceTypes types, Consumer<PlannedChange> changes) {
    this.types = types;
    this.changes = changes;
  }

  /// Reads a plan.
  ///
  /// @param name the plan's name in messages
  /// @throws UserError if it is not a plan, with the command that makes one
  /// @throws IOException if it cannot be read
  public PlanDocument read(String name, InputStream in) throws IOException {
    var buffered = new BufferedInputStream(in);
    refuseBinary(name, buffered);
    try (JsonParser json = JSON.createParser(buffered)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        throw notAPlan(name, "is not a JSON object", HOW);
      }
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        member(json);
      }
      if (json.nextToken() != null) {
        throw severalDocuments(name);
      }
    } catch (JsonProcessingException e) {
      broken(name, e);
    }
    return members.contains("Changes") || members.contains("ChangeSetId")
        ? new PlanDocument("CloudFormation", unclear)
        : terraform(name);
  }

  private void member(JsonParser json) throws IOException {
    String member = json.currentName();
    members.add(member);
    JsonToken value = json.nextToken();
    switch (member) {
      case "format_version" -> format = json.getText();
      case "terraform_version" -> terraform = json.getText();
      case "resource_changes" ->
          each(json, value, node -> TerraformChange.of(node, unclear::add).ifPresent(changes));
      case "deferred_changes" ->
          each(
              json,
              value,
              node ->
                  unclear.add(
                      node.path("resource_change").path("address").asText("a resource")
                          + ": Terraform cannot plan it yet (deferred): check the plan that it"
                          + " makes next"));
      case "action_invocations" ->
          each(
              json,
              value,
              node ->
                  unclear.add(
                      node.path("address").asText("an action")
                          + ": the plan invokes an action, and molly does not know what it does"));
      case "errored" -> when(json, true, "the plan ended with an error, so it is not all of it");
      case "complete" ->
          when(json, false, "the plan is not complete: Terraform will have to plan again after it");
      case "Changes" ->
          each(
              json,
              value,
              node -> ChangeSetChange.of(node, types, unclear::add).ifPresent(changes));
      case "NextToken" ->
          unclear.add(
              "the change set has another page (NextToken): give the gate all of its pages at"
                  + " once");
      default -> json.skipChildren();
    }
  }

  private void when(JsonParser json, boolean value, String sentence) throws IOException {
    if (json.getValueAsBoolean(!value) == value) {
      unclear.add(sentence);
    }
  }

  private void each(JsonParser json, JsonToken value, Consumer<JsonNode> take) throws IOException {
    read = true;
    if (value == JsonToken.VALUE_NULL) {
      return;
    }
    if (value != JsonToken.START_ARRAY) {
      unclear.add("'" + json.currentName() + "' is not a list");
      json.skipChildren();
      return;
    }
    while (json.nextToken() != JsonToken.END_ARRAY) {
      take.accept(json.readValueAsTree());
    }
  }

  private PlanDocument terraform(String name) {
    if (format.isEmpty()) {
      throw otherDocument(name);
    }
    if (!format.equals("1") && !format.startsWith("1.") && !format.startsWith("0.")) {
      throw new UserError(
          "%s has the format version %s, and this molly reads version 1. Upgrade molly."
              .formatted(name, format));
    }
    // A plan that changes nothing has no resource_changes, but still what is planned.
    if (!read && !members.contains("planned_values")) {
      throw members.contains("values")
          ? notAPlan(name, "is a state, and not a plan", "terraform plan -out tfplan && " + HOW)
          : notAPlan(name, "has no planned values", HOW);
    }
    return new PlanDocument(terraform.isEmpty() ? "Terraform" : "Terraform " + terraform, unclear);
  }

  private UserError otherDocument(String name) {
    if (members.contains("lineage") || members.contains("resources")) {
      return notAPlan(
          name, "is a state file, and not a plan", "terraform plan -out tfplan && " + HOW);
    }
    if (members.contains("@level")) {
      return notAPlan(
          name, "is the log of terraform plan -json", "terraform plan -out tfplan && " + HOW);
    }
    return notAPlan(name, "is JSON, but no plan: it has no format_version", HOW);
  }

  /// A document that breaks off has no end to say whether it is a plan: what was read is reported.
  private void broken(String name, JsonProcessingException e) {
    if (!read) {
      throw e instanceof JsonParseException && members.isEmpty()
          ? notAPlan(name, "is not JSON", HOW)
          : notAPlan(name, "breaks off, or is no JSON" + at(e), HOW);
    }
    unclear.add("the plan breaks off, or is no JSON" + at(e) + ": there may be more changes");
  }

  private static String at(JsonProcessingException e) {
    return e.getLocation() == null
        ? ""
        : " (line %d, column %d)"
            .formatted(e.getLocation().getLineNr(), e.getLocation().getColumnNr());
  }

  private UserError severalDocuments(String name) {
    return members.contains("@level")
        ? otherDocument(name)
        : notAPlan(name, "holds more than one JSON document", HOW);
  }

  private static void refuseBinary(String name, BufferedInputStream in) throws IOException {
    in.mark(2);
    byte[] head = in.readNBytes(2);
    in.reset();
    if (head.length == 0) {
      throw notAPlan(name, "is empty", HOW);
    }
    if (head.length == 2 && head[0] == 'P' && head[1] == 'K') {
      throw notAPlan(name, "is the plan itself, and not its JSON", HOW);
    }
  }

  private static UserError notAPlan(String name, String why, String command) {
    return new UserError("%s %s.\nMake it so: %s".formatted(name, why, command));
  }
}
