package dev.molly.aws;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.SdkHttpResponse;

/// What the SDK takes for a network: gives these answers one after the other, and the last of them
/// from then on.
final class CannedHttp implements SdkHttpClient {
  private final Deque<Canned> answers;
  private final List<SdkHttpRequest> requests = new ArrayList<>();

  CannedHttp(Canned... answers) {
    this.answers = new ArrayDeque<>(List.of(answers));
  }

  /// One answer.
  ///
  /// @param isCut whether the connection breaks where the body ends
  record Canned(SdkHttpResponse head, String body, boolean isCut) {
    static Canned of(int status, String contentType, String body) {
      return new Canned(
          SdkHttpResponse.builder()
              .statusCode(status)
              .putHeader("Content-Type", contentType)
              .build(),
          body,
          false);
    }

    Canned with(String header, String value) {
      return new Canned(head.toBuilder().putHeader(header, value).build(), body, isCut);
    }

    Canned cut() {
      return new Canned(head, body, true);
    }

    private InputStream stream() {
      var whole = new ByteArrayInputStream(body.getBytes(UTF_8));
      return isCut ? new SequenceInputStream(whole, new Reset()) : whole;
    }
  }

  private static final class Reset extends InputStream {
    @Override
    public int read() throws IOException {
      throw new IOException("Connection reset");
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
      return read();
    }
  }

  /// How many requests there were.
  int asked() {
    return requests.size();
  }

  /// The requests, in their order.
  List<SdkHttpRequest> requests() {
    return List.copyOf(requests);
  }

  @Override
  public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
    return new ExecutableHttpRequest() {
      @Override
      public HttpExecuteResponse call() {
        requests.add(request.httpRequest());
        Canned answer = answers.size() > 1 ? answers.remove() : answers.element();
        return HttpExecuteResponse.builder()
            .response(answer.head())
            .responseBody(AbortableInputStream.create(answer.stream()))
            .build();
      }

      @Override
      public void abort() {}
    };
  }

  @Override
  public void close() {}
}
