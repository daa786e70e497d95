package dev.molly.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.services.autoscaling.AutoScalingClient;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.s3control.S3ControlClient;
import software.amazon.awssdk.services.securityhub.SecurityHubClient;

class AwsServiceTest {
  @Test
  void aServiceIsCalledAsIamCallsIt() {
    Map<Class<? extends SdkClient>, String> prefixes =
        Map.of(
            Ec2Client.class, "ec2",
            CloudWatchClient.class, "cloudwatch",
            AutoScalingClient.class, "autoscaling",
            ElasticLoadBalancingV2Client.class, "elasticloadbalancing",
            S3ControlClient.class, "s3");

    assertThat(prefixes)
        .allSatisfy((type, prefix) -> assertThat(AwsService.of(type).prefix()).isEqualTo(prefix));
  }

  /// It is the largest of all, and few scans need it.
  @Test
  void securityHubIsLoadedOnlyWhenItIsAskedFor() throws ReflectiveOperationException {
    var loader = new RecordingLoader();
    Class<?> services = Class.forName(AwsService.class.getName(), true, loader);
    var of = services.getDeclaredMethod("of", Class.class);
    of.setAccessible(true);
    Class.forName("dev.molly.Molly", true, loader);

    of.invoke(null, Ec2Client.class);
    assertThat(loader.hub).isEmpty();

    of.invoke(null, SecurityHubClient.class);
    assertThat(loader.hub).isNotEmpty();
  }

  /// Loads molly's classes by itself, so that it sees every class that they ask for.
  private static final class RecordingLoader extends ClassLoader {
    private final List<String> hub = new ArrayList<>();

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      synchronized (getClassLoadingLock(name)) {
        if (name.startsWith("software.amazon.awssdk.services.securityhub.")) {
          hub.add(name);
        }
        if (!name.startsWith("dev.molly.")) {
          return super.loadClass(name, resolve);
        }
        Class<?> loaded = findLoadedClass(name);
        return loaded == null ? define(name) : loaded;
      }
    }

    private Class<?> define(String name) throws ClassNotFoundException {
      try (InputStream in =
          AwsServiceTest.class.getResourceAsStream("/" + name.replace('.', '/') + ".class")) {
        byte[] bytes = Objects.requireNonNull(in, name).readAllBytes();
        return defineClass(name, bytes, 0, bytes.length);
      } catch (IOException e) {
        throw new ClassNotFoundException(name, e);
      }
    }
  }

  @Test
  void aServiceThatMollyDoesNotCallHasNoClient() {
    assertThatThrownBy(() -> AwsService.of(IamClient.class))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("IamClient");
  }
}
