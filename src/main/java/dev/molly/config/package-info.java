/// What people write for molly: policies and `molly.yaml`, read strictly into records, and the
/// pages `molly explain` prints. Depends on `model`, `policy` and `guard`; Jackson parses the YAML
/// and writes the JSON Schema.
///
/// Strict means that nothing is guessed and nothing is passed over: a key that molly does not know
/// is an error with its line and column, because a typo in a policy is a rule that silently does
/// not exist. All that is wrong with a set of files is said at once.
///
/// To add a key to policies: its reading in [PolicyReader] and its description in [PolicySchema]; a
/// test holds the two together. To add a key to `molly.yaml`: [ConfigReader] and the page
/// `config.md`. To add a page: a file in `src/main/resources/explain/`.
package dev.molly.config;
