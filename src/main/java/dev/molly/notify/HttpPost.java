package dev.molly.notify;

import dev.molly.engine.run.NoticeException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Sends one request, and follows no redirect. Error messages never have the URL, which may be a
/// secret: the caller says how to name the receiver.
///
/// @param patience the maximum time it may take
record HttpPost(Duration patience) {
  private static final int TIMEOUT = 408;
  private static final int TOO_MANY = 429;

  /// Sends a request to a receiver that accepts it by a 2xx response.
  ///
  /// @param whom the receiver, for error messages: `the webhook at hooks.example.org`
  /// @return the status
  /// @throws NoticeException if the receiver refuses it
  /// @throws Channel.Unavailable if the receiver cannot be reached, or may accept it later
  int send(HttpRequest request, String whom) {
    int status = status(request, whom);
    if (status / 100 == 2) {
      return status;
    }
    String answered = whom + " answered " + status;
    if (status / 100 == 5 || status == TIMEOUT || status == TOO_MANY) {
      throw new Channel.Unavailable(answered);
    }
    throw new NoticeException(answered);
  }

  private int status(HttpRequest request, String whom) {
    try (HttpClient client =
        HttpClient.newBuilder()
            .connectTimeout(patience)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build()) {
      try {
        // The timeout of a request is about the head of the answer: its body may never end.
        return client
            .sendAsync(request, HttpResponse.BodyHandlers.discarding())
            .get(patience.toMillis(), TimeUnit.MILLISECONDS)
            .statusCode();
      } finally {
        client.shutdownNow();
      }
    } catch (TimeoutException e) {
      throw tooSlow(whom);
    } catch (ExecutionException e) {
      Throwable why = Objects.requireNonNullElse(e.getCause(), e);
      if (why instanceof HttpTimeoutException) {
        throw tooSlow(whom);
      }
      throw new Channel.Unavailable(
          "%s cannot be reached: %s".formatted(whom, why.getClass().getSimpleName()), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new NoticeException("interrupted while " + whom + " was called", e);
    }
  }

  private Channel.TooSlow tooSlow(String whom) {
    return new Channel.TooSlow(
        "%s did not answer within %s s".formatted(whom, patience.toSeconds()));
  }
}
