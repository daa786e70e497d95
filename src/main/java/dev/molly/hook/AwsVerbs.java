package dev.molly.hook;

import java.util.List;
import java.util.Set;

/// The first words of the operations of the AWS CLI, by what they do. An operation of a service
/// that is new here is judged by its verb; a verb that is new is asked about.
///
/// Source: the service models of the AWS CLI 1.45 (18,378 operations of 271 verbs), and its own
/// commands such as `s3 rb`. A test reads the models of the CLI that is installed.
final class AwsVerbs {
  /// Verbs that delete, or take something away that does not come back by itself.
  static final Set<String> DESTROY =
      WordSet.of(
          "abort cancel clear close deactivate deauthorize deny deprovision deregister deprecate"
              + " destroy detach disable disassociate discard disconnect dismiss dispose dissociate"
              + " drain evict exit expire flush forget invalidate leave mv opt purge rb redact"
              + " release remove reset retire revoke rm rollback schedule shutdown suspend"
              + " terminate undeploy unlock decrease rebuild unassign ungroup uninstall unlink"
              + " unmonitor unpeer unregister unshare unsubscribe withdraw delete archive backtrack"
              + " end");

  /// Verbs in front of the one that counts, as in `batch-delete-image`.
  private static final Set<String> IN_FRONT = WordSet.of("admin batch bulk global force");

  /// Verbs that read, and change nothing.
  static final Set<String> READ =
      WordSet.of(
          "analyze assume autocomplete calculate chat check classify compare contains converse"
              + " count decode describe detect discover download estimate evaluate export filter"
              + " forecast generate geocode get head help history infer is list logout lookup login"
              + " ls meter poll predict presign preview query receive recognize render report"
              + " rerank resolve retrieve scan search select sign simulate ssh suggest synthesize"
              + " tail test translate validate verify view wait probe carrier phone domain"
              + " monitor");

  /// Verbs that create or change something, and delete nothing unless their options say so.
  static final Set<String> CHANGE =
      WordSet.of(
          "accept acknowledge activate add advertise allocate allow amend apply approve assign"
              + " associate attach authorize begin build bundle change channel checkout checkpoint"
              + " claim clone commit complete compose configure confirm connect continue convert"
              + " copy cp create decline decrypt define deliver deploy derive distribute"
              + " enable encrypt enter exchange execute extend failover finalize forgot grant group"
              + " import increase index ingest initialize initiate insert install instantiate"
              + " invite invoke issue join label launch lock manage mark mb merge migrate modify"
              + " move notify open optimize override package pause peer populate post prepare"
              + " process promote provide provision publish purchase push put re reactivate reboot"
              + " rebalance recall record redrive refresh regenerate register reimport"
              + " reject reload rename renew reorder replace replicate request rescore resend"
              + " reserve resize respond restart restore resume resync retry return reverse rotate"
              + " run save send set setup share signal skip snap split start stop submit subscribe"
              + " swap switchover sync synchronize tag take transact transfer unarchive undeprecate"
              + " unlabel untag update upgrade upload vote website write");

  private AwsVerbs() {}

  /// What the verb of an operation says about it.
  enum Effect {
    READS,
    CHANGES,
    DESTROYS,
    UNKNOWN
  }

  static Effect effect(String operation) {
    List<String> parts = List.of(operation.split("-", -1));
    String verb =
        parts.size() > 1 && IN_FRONT.contains(parts.getFirst()) ? parts.get(1) : parts.getFirst();
    if (DESTROY.contains(verb)) {
      return Effect.DESTROYS;
    }
    if (CHANGE.contains(verb)) {
      return Effect.CHANGES;
    }
    if (READ.contains(verb)) {
      return Effect.READS;
    }
    // `global-sign-out`: the word in front was the verb.
    return IN_FRONT.contains(parts.getFirst()) ? Effect.CHANGES : Effect.UNKNOWN;
  }
}
