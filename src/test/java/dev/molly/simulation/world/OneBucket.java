package dev.molly.simulation.world;

import dev.molly.plan.ApplyResult;
import dev.molly.plan.Goal;
import dev.molly.plan.Plan;
import dev.molly.retire.Inventory;
import dev.molly.retire.RetireRequest;
import dev.molly.sim.core.SimCall;
import dev.molly.sim.s3.SimBucket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.TreeMap;
import java.util.function.Consumer;
import software.amazon.awssdk.services.s3.S3Client;

/// One world with one bucket in it, `acme`, and what people and molly do to it.
public final class OneBucket {
  public static final String ALLOW =
      "{\"Sid\":\"Theirs\",\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\"arn:aws:iam::111122223333:root\"},"
          + " \"Action\":\"s3:GetObject\" , \"Resource\":\"arn:aws:s3:::acme/*\"}";
  public static final String DENY_DELETE =
      "{\"Sid\":\"MollyDenyDeleteBucket\",\"Effect\":\"Deny\",\"Principal\":\"*\","
          + "\"Action\":\"s3:DeleteBucket\",\"Resource\":\"arn:aws:s3:::acme\"}";
  public static final String PROTECTED = "{\"Statement\":[" + DENY_DELETE + "," + ALLOW + "]}";

  public final World world = new World(1);

  public OneBucket(Consumer<SimBucket> description) {
    world.account.createBucket(
        World.REGION, "acme", one -> description.accept(one.tagged("env", "prod")));
  }

  /// Of a stack, with this policy, or without one.
  public static SimBucket described(SimBucket one, String policy) {
    one.tagged("aws:cloudformation:stack-name", "s");
    return policy.isEmpty() ? one : one.policy(policy);
  }

  public SimBucket now() {
    return world.account.bucket("acme");
  }

  public boolean isThere() {
    try {
      return now() != null;
    } catch (NoSuchElementException e) {
      return false;
    }
  }

  public Map<String, String> state() {
    return new TreeMap<>(
        Map.of(
            "policy", now().policy(),
            "versioning", now().versioning(),
            "tags", now().tags().toString(),
            "rules", now().lifecycleRules().toString()));
  }

  /// What a restore comes to: versioning that was never on can only be suspended again.
  public static Map<String, String> withSuspended(Map<String, String> before) {
    var after = new TreeMap<>(before);
    after.put("versioning", "Suspended");
    return after;
  }

  public S3Client s3() {
    return world.account.s3(World.REGION);
  }

  public List<SimCall> writes() {
    return world.cloud.calls().stream().filter(SimCall::write).toList();
  }

  public void later(int days) {
    world.cloud.clock().advance(Duration.ofDays(days));
  }

  /// Waits until it is due, and its owner was told long enough ago.
  public void becomesDue() {
    later(15);
    sweep();
    later(2);
  }

  public Plan retirement(String... options) {
    return retirement(World.wish(options));
  }

  public Plan retirement(RetireRequest wish) {
    return world.molly().retire(chosen(), wish);
  }

  public ApplyResult retire(String... options) {
    return world.apply(retirement(options));
  }

  public Plan plan(Goal goal) {
    return world.molly().planTo(goal, chosen());
  }

  public ApplyResult purge() {
    return world.apply(plan(Goal.PURGED));
  }

  public ApplyResult restore() {
    return world.molly().applyUnconfirmed(plan(Goal.RESTORED));
  }

  public void sweep() {
    world.sweep("s3-bucket");
  }

  /// Does it again when the process ended in the middle of it.
  public void surviving(Runnable work) {
    try {
      work.run();
    } catch (Crash crash) {
      world.ledger.restart();
      work.run();
    }
  }

  public Inventory chosen() {
    return world.fleet("s3-bucket");
  }
}
