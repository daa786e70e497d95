package dev.molly.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.molly.aws.AwsException;
import dev.molly.aws.SdkAwsAccounts;
import dev.molly.contract.Strike.How;
import dev.molly.model.AccountRegion;
import dev.molly.model.RateLimitConfig;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;

/// A notice to a topic or a bus, on a network that loses, cuts and fakes answers. What counts as a
/// receipt is the id of a message that AWS took; what AWS took may have no receipt, and is sent
/// again.
@Tag(Engine.MOTO)
class WireNoticeMotoIT {
  private final MotoEngine moto = MotoEngine.orSkip();
  private final AccountRegion where = new AccountRegion(moto.own(), MollyOnWire.REGION);
  private final MollyOnWire molly;

  WireNoticeMotoIT() throws IOException {
    this.molly = new MollyOnWire(moto);
  }

  @BeforeEach
  void leaveNothing() {
    moto.reset();
  }

  @AfterEach
  void end() {
    moto.reset();
    molly.close();
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "HANG")
  void aReceiptOfATopicIsThatOfAMessageThatArrived(How how) throws IOException {
    molly.proxy().strike(Strike.once(how, "sns:Publish", 1));

    withTopic(
        (topic, got) -> {
          Optional<String> receipt = receipt(aws -> aws.publish(topic, "falls due", "{}", ""));

          receipt.ifPresent(id -> assertThat(got).anyMatch(text -> text.contains(id)));
          assertReceiptIsOfTheLastAnswer(receipt);
        });
  }

  /// Each attempt that took effect is a message: a notice comes at least once.
  @Test
  void aMessageWhoseAnswersAreAllLostHasNoReceipt() throws IOException {
    molly.proxy().strike(Strike.from(How.RESET_AFTER, "sns:Publish", 1));

    withTopic(
        (topic, got) -> {
          assertThat(receipt(aws -> aws.publish(topic, "falls due", "{}", ""))).isEmpty();
          assertThat(got).hasSameSizeAs(molly.proxy().struck());
        });
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "HANG")
  void aReceiptOfABusIsThatOfAnEventThatArrived(How how) {
    molly.proxy().strike(Strike.once(how, "events:PutEvents", 1));
    try (var events = moto.aws().client(EventBridgeClient.class, where)) {
      String bus = events.createEventBus(r -> r.name("owners")).eventBusArn();

      Optional<String> receipt = receipt(aws -> aws.putEvent(bus, "falls-due", "{}"));

      assertReceiptIsOfTheLastAnswer(receipt);
    }
  }

  private void assertReceiptIsOfTheLastAnswer(Optional<String> receipt) {
    assertThat(molly.proxy().struck()).hasSize(1);
    assertThat(receipt.isPresent()).isEqualTo(molly.proxy().passed().getLast().struck().isEmpty());
  }

  private static Optional<String> receipt(Function<SdkAwsAccounts, String> notice) {
    try (var aws = new SdkAwsAccounts("", MollyOnWire.REGION, RateLimitConfig.DEFAULT)) {
      return Optional.of(notice.apply(aws));
    } catch (AwsException e) {
      return Optional.empty();
    }
  }

  /// @param work gets a topic, and what arrives at its subscriber
  private void withTopic(BiConsumer<String, List<String>> work) throws IOException {
    try (var sns = moto.aws().sns(where);
        var subscriber = new TopicSubscriber(sns)) {
      work.accept(subscriber.topic, subscriber.got);
    }
  }
}
