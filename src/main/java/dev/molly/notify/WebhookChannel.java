package dev.molly.notify;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.molly.engine.run.NoticeException;
import dev.molly.engine.run.Receipt;
import java.net.URI;
import java.net.http.HttpRequest;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Posts each notice to a URL, signed, and accepts a 2xx response as the receipt. A redirect is
/// not a receipt.
///
/// `X-Molly-Signature` is `v1=` and, in hexadecimal, the HMAC-SHA256, keyed with the secret, of
/// the value of `X-Molly-Timestamp` (seconds since 1970), a dot, and the body. Only the host of
/// the URL is shown: the remainder is often a secret, too.
final class WebhookChannel implements Channel {
  private static final String HMAC = "HmacSHA256";

  private final URI url;
  private final String secretName;
  private final Map<String, String> environment;
  private final Clock clock;
  private final Duration patience;

  /// @param secretName the environment variable that holds the secret
  /// @param patience the maximum time it may take
  WebhookChannel(
      URI url, String secretName, Map<String, String> environment, Clock clock, Duration patience) {
    this.url = url;
    this.secretName = secretName;
    this.environment = Map.copyOf(environment);
    this.clock = clock;
    this.patience = patience;
  }

  @Override
  public String name() {
    return "webhook";
  }

  @Override
  public String destination() {
    return "webhook at %s, signed with the secret in %s".formatted(url.getHost(), secretName);
  }

  @Override
  public Receipt deliver(Message message) {
    String secret = environment.getOrDefault(secretName, "");
    if (secret.isEmpty()) {
      throw new NoticeException(
          "the variable %s with the webhook's secret is not set".formatted(secretName));
    }
    String timestamp = Long.toString(clock.instant().getEpochSecond());
    HttpRequest request =
        HttpRequest.newBuilder(url)
            .timeout(patience)
            .header("Content-Type", "application/json")
            .header("X-Molly-Notice", message.id())
            .header("X-Molly-Timestamp", timestamp)
            .header("X-Molly-Signature", "v1=" + signature(secret, timestamp, message.json()))
            .POST(HttpRequest.BodyPublishers.ofByteArray(message.bytes()))
            .build();
    int status = new HttpPost(patience).send(request, "the webhook at " + url.getHost());
    return new Receipt(name(), status + " from " + url.getHost());
  }

  /// Returns the signature, which the receiver computes as well.
  static String signature(String secret, String timestamp, String body) {
    try {
      Mac mac = Mac.getInstance(HMAC);
      mac.init(new SecretKeySpec(secret.getBytes(UTF_8), HMAC));
      return HexFormat.of().formatHex(mac.doFinal((timestamp + "." + body).getBytes(UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has " + HMAC, e);
    }
  }
}
