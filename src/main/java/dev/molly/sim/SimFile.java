package dev.molly.sim;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.molly.model.UserError;
import dev.molly.sim.core.Faults;
import dev.molly.sim.core.SimIds;
import dev.molly.sim.core.SimRegion;
import dev.molly.sim.core.SimState;
import dev.molly.text.FailureReason;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;

/// A [SimCloud] in one JSON file, so that several runs of a program share it.
///
/// All state is kept except the record of calls. The file is replaced atomically, and a second
/// process waits until the first is done, so that neither loses the other's writes.
public final class SimFile {

  private static final int SCHEMA = 1;

  private static final String REGIONS = "regions";

  /// The fields of a region that say where it is.
  private static final List<String> PLACE = List.of("account", "name");

  private static final Object ONE_THREAD_AT_A_TIME = new Object();

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
          .disable(SerializationFeature.FAIL_ON_EMPTY_BEANS)
          .enable(SerializationFeature.INDENT_OUTPUT)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .visibility(PropertyAccessor.GETTER, JsonAutoDetect.Visibility.NONE)
          .visibility(PropertyAccessor.IS_GETTER, JsonAutoDetect.Visibility.NONE)
          .visibility(PropertyAccessor.SETTER, JsonAutoDetect.Visibility.NONE)
          .visibility(PropertyAccessor.FIELD, JsonAutoDetect.Visibility.ANY)
          .build();

  private record Saved(
      int schema, Instant now, SimIds ids, Faults faults, Map<String, ObjectNode> accounts) {}

  private SimFile() {}

  /// Loads the cloud, runs the work, and saves the cloud if it changed, even if the work throws:
  /// its changes up to then have happened. A missing file is an empty cloud at the present time.
  ///
  /// @throws UserError if the file is not a cloud that this version can read, or is inaccessible
  public static <T> T with(Path file, Function<SimCloud, T> work) {
    return with(file, () -> new SimCloud(Instant.now().truncatedTo(ChronoUnit.SECONDS), 1), work);
  }

  /// Works as [#with(Path, Function)], with an initial cloud for a missing file.
  public static <T> T with(Path file, Supplier<SimCloud> fresh, Function<SimCloud, T> work) {
    synchronized (ONE_THREAD_AT_A_TIME) {
      try (FileChannel lock = FileChannel.open(sibling(file, ".lock"), CREATE, WRITE)) {
        lock.lock();
        return locked(file, fresh, work);
      } catch (IOException e) {
        throw new UserError(
            "the simulated cloud in %s is out of reach: %s".formatted(file, FailureReason.of(e)),
            e);
      }
    }
  }

  /// Returns an independent copy of a cloud: all of its state, without the record of its calls.
  public static SimCloud copy(SimCloud cloud) {
    try {
      return read(Path.of("a copy"), write(cloud));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static <T> T locked(Path file, Supplier<SimCloud> fresh, Function<SimCloud, T> work)
      throws IOException {
    String before = Files.exists(file) ? Files.readString(file) : "";
    SimCloud cloud = before.isEmpty() ? fresh.get() : read(file, before);
    try {
      return work.apply(cloud);
    } finally {
      String after = write(cloud);
      if (!after.equals(before)) {
        replace(file, after);
      }
    }
  }

  private static SimCloud read(Path file, String text) {
    try {
      Saved saved = JSON.readValue(text, Saved.class);
      if (saved.schema() != SCHEMA) {
        throw unreadable(file, "its schema is " + saved.schema() + ", not " + SCHEMA);
      }
      SimCloud cloud = new SimCloud(saved.now(), saved.ids(), saved.faults());
      for (var account : saved.accounts().entrySet()) {
        read(account.getValue(), cloud.account(account.getKey()));
      }
      return cloud;
    } catch (JsonProcessingException e) {
      throw unreadable(file, e.getOriginalMessage());
    } catch (IOException e) {
      throw unreadable(file, e.toString());
    }
  }

  private static void read(ObjectNode saved, SimAccount account) throws IOException {
    for (var region : saved.path(REGIONS).properties()) {
      ObjectNode states = JSON.treeToValue(region.getValue(), ObjectNode.class).without(PLACE);
      read(states, account.home(region.getKey()));
    }
    read(saved.without(REGIONS), account.global);
  }

  /// Reads the states of a region, each from the fields that it has. A state that is not in the
  /// file, because an older version wrote it, stays as it is.
  private static void read(ObjectNode saved, SimRegion region) throws IOException {
    Set<String> unknown = new TreeSet<>();
    saved.fieldNames().forEachRemaining(unknown::add);
    for (SimState state : region.states().toList()) {
      Set<String> fields = new TreeSet<>();
      JSON.valueToTree(state).fieldNames().forEachRemaining(fields::add);
      JSON.readerForUpdating(state).readValue(saved.deepCopy().retain(fields));
      unknown.removeAll(fields);
    }
    if (!unknown.isEmpty()) {
      throw new JsonMappingException(null, "it holds unknown resources: " + unknown);
    }
  }

  private static String write(SimCloud cloud) throws JsonProcessingException {
    synchronized (cloud.clock()) {
      TreeMap<String, ObjectNode> accounts = new TreeMap<>();
      for (String id : cloud.accountIds()) {
        SimAccount account = cloud.account(id);
        ObjectNode saved = JSON.createObjectNode();
        ObjectNode regions = saved.putObject(REGIONS);
        account.regions.forEach(
            (name, region) -> {
              ObjectNode states = write(region, JSON.createObjectNode());
              if (!states.valueStream().allMatch(SimFile::isEmpty)) {
                regions.putObject(name).put("account", id).put("name", name).setAll(states);
              }
            });
        write(account.global, saved);
        accounts.put(id, saved);
      }
      return JSON.writeValueAsString(
          new Saved(SCHEMA, cloud.clock().instant(), cloud.ids(), cloud.faults(), accounts));
    }
  }

  private static ObjectNode write(SimRegion region, ObjectNode into) {
    for (SimState state : region.states().toList()) {
      for (var field : JSON.valueToTree(state).properties()) {
        if (into.replace(field.getKey(), field.getValue()) != null) {
          throw new IllegalStateException("two services save their " + field.getKey());
        }
      }
    }
    return into;
  }

  private static boolean isEmpty(JsonNode resources) {
    return resources.isContainerNode() && resources.isEmpty();
  }

  private static void replace(Path file, String text) throws IOException {
    Path next = sibling(file, ".next");
    Files.writeString(next, text);
    Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
  }

  private static Path sibling(Path file, String suffix) {
    return file.resolveSibling(file.getFileName() + suffix);
  }

  private static UserError unreadable(Path file, String why) {
    return new UserError(
        "%s does not hold a simulated cloud that can be read: %s\nTo start afresh, delete it."
            .formatted(file, why));
  }
}
