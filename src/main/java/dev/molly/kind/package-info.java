/// The kinds of AWS resources: how each is listed and read, its protections, and its staged
/// deletion. Depends on `retire`, `aws` and `model`; `engine` calls it.
///
/// To add a kind: its class here, one line in `registry.AwsKinds`, its part of the
/// simulator, its pages under `explain/`, and the SDK module in the pom. The contract tests pick
/// it up automatically.
package dev.molly.kind;
