/// What several kinds of resources share: metrics, quantities, final copies, JSON text that keeps
/// its form, tags in commands of the AWS CLI. Depends on no kind.
package dev.molly.kind.support;
