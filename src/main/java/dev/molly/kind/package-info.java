/// What molly knows of each kind of AWS resource: how it is listed and read, what protects it,
/// and its staged deletion. Depends on `retire`, `aws` and `model`; `engine` calls it.
///
/// To add a kind: its class here, one line in `registry.KindRegistry`, its part of the
/// simulator, its pages under `explain/`, and the SDK module in the pom. The contract tests pick
/// it up by themselves.
package dev.molly.kind;
