/// What stands in the place of a destructive request: the drop-in for the `aws` command with its
/// shim, and the interceptor for programs that use the AWS SDK.
///
/// What is asked for is read in one place, [dev.molly.intercept.AwsArguments], which is pure. It
/// answers with one of three: the real `aws` may have it, it is staged instead, or it is refused.
/// Whatever is not understood is refused. Nothing in here writes to AWS.
///
/// May use `model`, `retire` for the record of what is due, and `aws` for its clients. To add a
/// command: a line in [dev.molly.intercept.DestructiveCommand].
package dev.molly.intercept;
