package dev.molly.cli;

import dev.molly.SupportedKinds;
import dev.molly.config.ConfigSchema;
import dev.molly.config.GatePolicySchema;
import dev.molly.config.PolicySchema;
import dev.molly.report.format.DocumentSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/// A schema that molly can print.
///
/// @param summary the file or output that it describes, for the list
record KnownSchema(String name, String summary, Function<SupportedKinds, String> json) {
  /// Returns all schemas: first those of files that users write, then those of molly's own
  /// output.
  static List<KnownSchema> all() {
    var all = new ArrayList<KnownSchema>();
    all.add(new KnownSchema("config", "molly.yaml", _ -> new ConfigSchema().json()));
    all.add(
        new KnownSchema(
            "policy", "a policy file", kinds -> new PolicySchema(kinds.catalog()).json()));
    all.add(
        new KnownSchema(
            "gate-policy", "a policy of molly gate", _ -> new GatePolicySchema().json()));
    for (DocumentSchema each : DocumentSchema.values()) {
      all.add(new KnownSchema(each.word(), each.summary(), _ -> each.json()));
    }
    return all;
  }

  static List<String> names() {
    return all().stream().map(KnownSchema::name).toList();
  }
}
