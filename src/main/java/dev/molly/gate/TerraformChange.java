package dev.molly.gate;

import com.fasterxml.jackson.databind.JsonNode;
import dev.molly.gate.PlannedChange.Origin;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/// An element of a Terraform plan's `resource_changes`.
final class TerraformChange {
  private TerraformChange() {}

  /// Returns the change; empty for a data source.
  ///
  /// @param unclear is given a sentence if it is not understood
  static Optional<PlannedChange> of(JsonNode node, Consumer<String> unclear) {
    String address = node.path("address").asText("");
    String type = node.path("type").asText("");
    JsonNode change = node.path("change");
    if (node.path("mode").asText("").equals("data")) {
      return Optional.empty();
    }
    Optional<PlanAction> action = action(words(change.path("actions")));
    if (address.isEmpty() || type.isEmpty() || action.isEmpty()) {
      unclear.accept(
          "%s: molly does not know the actions %s; upgrade molly"
              .formatted(address.isEmpty() ? "a change" : address, change.path("actions")));
      return Optional.empty();
    }
    String deposed = node.path("deposed").asText("");
    return Optional.of(
        new PlannedChange(
            deposed.isEmpty() ? address : address + " (deposed " + deposed + ")",
            type,
            action.get(),
            change.path("before"),
            change.path("after"),
            change.path("after_unknown"),
            change.path("before_sensitive"),
            paths(change.path("replace_paths")),
            Origin.TERRAFORM,
            node.path("action_reason").asText("").equals("delete_because_no_resource_config")));
  }

  private static Optional<PlanAction> action(List<String> words) {
    return switch (String.join(" ", words)) {
      case "create" -> Optional.of(PlanAction.CREATE);
      case "update" -> Optional.of(PlanAction.UPDATE);
      case "delete" -> Optional.of(PlanAction.DELETE);
      case "delete create", "create delete" -> Optional.of(PlanAction.REPLACE);
      // A replace whose old resource is only forgotten deletes nothing.
      case "no-op", "read", "forget", "create forget", "forget create" ->
          Optional.of(PlanAction.NONE);
      default -> Optional.empty();
    };
  }

  /// Returns the paths of attributes: `ebs_block_device.0.encrypted`.
  private static List<String> paths(JsonNode paths) {
    var words = new ArrayList<String>();
    paths.forEach(path -> words.add(String.join(".", words(path))));
    return words;
  }

  private static List<String> words(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false)
        .map(JsonNode::asText)
        .collect(Collectors.toList());
  }
}
