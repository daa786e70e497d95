package dev.molly.hook;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/// Answers an agent that is about to run a shell command. Whatever goes wrong blocks the
/// command.
public final class AgentHook {
  /// The longest input that is read, in characters. A command line is shorter.
  static final int LONGEST = 4_000_000;

  private static final int PATIENCE_SECONDS = 20;

  private final AgentProtocol protocol;
  private final Function<Path, CommandChecker> checker;

  /// @param checker makes the checker of commands that run in a folder
  public AgentHook(Agent agent, Function<Path, CommandChecker> checker) {
    this.protocol = new AgentProtocol(agent);
    this.checker = checker;
  }

  /// Returns the answer to what the agent wrote to the hook's stdin.
  public HookAnswer answer(String input) {
    CompletableFuture<HookAnswer> answer = CompletableFuture.supplyAsync(() -> decide(input));
    try {
      return answer.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      return HookAnswer.blocked("the check took too long.");
    } catch (ExecutionException e) {
      return HookAnswer.blocked("the check failed (" + e.getCause() + ").");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return HookAnswer.blocked("the check was interrupted.");
    }
  }

  private HookAnswer decide(String input) {
    if (input.length() > LONGEST) {
      return HookAnswer.blocked("the input is too long.");
    }
    try {
      Optional<ToolCall> call = protocol.read(input);
      return call.isEmpty()
          ? protocol.passed()
          : protocol.write(
              call.get(), checker.apply(call.get().folder()).check(call.get().command()));
    } catch (JsonProcessingException e) {
      return HookAnswer.blocked("its input is no JSON (" + e.getOriginalMessage() + ").");
    } catch (IllegalArgumentException e) {
      return HookAnswer.blocked("its input is not understood: " + e.getMessage() + ".");
    }
  }
}
