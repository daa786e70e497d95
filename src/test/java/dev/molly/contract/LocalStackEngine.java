package dev.molly.contract;

import dev.molly.SupportedKinds;
import dev.molly.model.AccountId;
import dev.molly.model.KindId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.localstack.LocalStackContainer;
import org.testcontainers.utility.DockerImageName;

/// LocalStack in Docker: its last image that needs no token. Testcontainers ends it with the JVM.
final class LocalStackEngine implements HttpEngine {
  private static final DockerImageName IMAGE =
      DockerImageName.parse("localstack/localstack:4.14.0");
  private static final AccountId ACCOUNT = new AccountId("000000000000");

  private final AwsEndpoint aws;

  private LocalStackEngine(LocalStackContainer container) {
    this.aws = new AwsEndpoint(container.getEndpoint(), ACCOUNT);
  }

  /// Starts it. Without Docker, the test fails or is skipped.
  static LocalStackEngine orSkip() {
    if (!DockerClientFactory.instance().isDockerAvailable()) {
      throw Required.missing(LOCALSTACK, "no Docker");
    }
    var container = new LocalStackContainer(IMAGE).withServices("ec2", "s3", "sts", "iam");
    container.start();
    return new LocalStackEngine(container);
  }

  @Override
  public AwsEndpoint aws() {
    return aws;
  }

  @Override
  public String name() {
    return LOCALSTACK;
  }

  @Override
  public List<KindId> kinds() {
    return SupportedKinds.aws().catalog().kinds().stream()
        .filter(kind -> !kind.value().startsWith("rds-"))
        .toList();
  }

  /// Its EC2 is moto's.
  @Override
  public Set<EngineDeviation> laxities() {
    return EnumSet.complementOf(
        EnumSet.of(EngineDeviation.BUCKETS_ON_ONE_PAGE, EngineDeviation.MFA_DELETE_FORGOTTEN));
  }

  @Override
  public void reset() {
    var request =
        HttpRequest.newBuilder(aws.uri().resolve("/_localstack/state/reset"))
            .POST(HttpRequest.BodyPublishers.noBody());
    try (var http = HttpClient.newHttpClient()) {
      int status = http.send(request.build(), BodyHandlers.discarding()).statusCode();
      if (status != 200) {
        throw new IllegalStateException("LocalStack answers a reset with " + status);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
    aws.forget();
  }
}
