/// The configuration written by users: policies and `molly.yaml`, read strictly into records,
/// and the pages of `molly explain`. Depends on `model`, `policy` and `guard`; Jackson parses
/// the YAML and writes the JSON Schema.
///
/// Strict means that nothing is guessed and nothing is skipped: an unknown key is an error with
/// its line and column, because a typo in a policy would silently disable a rule. All problems
/// of a set of files are reported at once.
///
/// To add a key to policies: its reading in [PolicyReader] and its description in
/// [PolicySchema]; a test keeps the two consistent. To add a key to `molly.yaml`: [ConfigReader]
/// and the page `config.md`. To add a page: a file in `src/main/resources/explain/`.
package dev.molly.config;
