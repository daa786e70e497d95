package dev.molly.simulation;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/// One resource to take up and down its ladder.
///
/// @param name for people
/// @param put puts it into a world, and says its uid
/// @param options what is chosen when it is retired
record Specimen(String name, Function<World, String> put, Set<String> options) {
  private static final Duration OLD = Duration.ofDays(400);

  /// Each kind, in each of the states that its ladder cares about.
  static List<Specimen> all() {
    return List.of(
        new Specimen(
            "a running instance without protection",
            world ->
                world
                    .account
                    .launch(
                        World.REGION,
                        one ->
                            one.named("web-01")
                                .tagged("owner", "ada")
                                .launchedAgo(OLD)
                                .withDataVolume(10, true))
                    .id(),
            Set.of()),
        new Specimen(
            "a running instance that is protected from stop and termination",
            world ->
                world
                    .account
                    .launch(
                        World.REGION,
                        one ->
                            one.named("web-02")
                                .launchedAgo(OLD)
                                .protectedFromStop()
                                .protectedFromTermination())
                    .id(),
            Set.of()),
        new Specimen(
            "a stopped instance without a name",
            world ->
                world
                    .account
                    .launch(World.REGION, one -> one.launchedAgo(OLD).stopped().protectedFromStop())
                    .id(),
            Set.of()));
  }

  @Override
  public String toString() {
    return name;
  }
}
