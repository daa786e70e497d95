/// Code that several kinds of resources share: metrics, quantities, final copies,
/// format-preserving JSON edits, tags in AWS CLI commands. Depends on no kind.
package dev.molly.kind.support;
