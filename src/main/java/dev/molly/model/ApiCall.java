package dev.molly.model;

/// The call to AWS that carries out an action, for people and for IAM policies.
///
/// @param api for example `ec2:ModifyInstanceAttribute`
/// @param permission the IAM action it needs: mostly, not always, the same
/// @param arn the one resource it needs the permission for
/// @param command the same call as an AWS CLI command line, ready to paste into a POSIX shell
/// @param cost what it costs or disturbs, in a sentence; empty when nothing
public record ApiCall(String api, String permission, String arn, String command, String cost) {}
