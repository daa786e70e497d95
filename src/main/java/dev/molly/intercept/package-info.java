/// Interception of destructive requests: the drop-in for the `aws` command with its shim, and
/// the interceptor for programs that use the AWS SDK.
///
/// Arguments are read in one place, [dev.molly.intercept.AwsArguments], which is pure. Its
/// decision is one of four: the real `aws` runs the command, it runs it unless a check with AWS
/// refuses, the deletion is staged instead, or the command is refused. All arguments that are
/// not understood are refused. This package does not write to AWS.
///
/// May use `model`, `kind` for the deletes that each kind declares, `retire` for the record of due
/// resources, and `aws` for its clients. To add a command: in the kind's
/// [dev.molly.kind.DeleteOperation].
package dev.molly.intercept;
