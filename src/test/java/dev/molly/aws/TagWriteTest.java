package dev.molly.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.cloudtrail.model.Event;

class TagWriteTest {
  private static final Instant AT = Instant.parse("2026-11-30T12:00:00Z");
  private static final String ADA = "arn:aws:iam::111122223333:user/ada";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'resourcesSet':{'items':[{'resourceId':'i-1'}]},"
            + "'tagSet':{'items':[{'key':'molly:retire','value':'v=1'}]}}",
        "{'resourceName':'arn:aws:rds:x','tags':[{'key':'molly:retire','value':'v=1'}]}",
        "{'bucketName':'a','Tagging':{'TagSet':{'Tag':[{'Key':'molly:retire','Value':'v=1'}]}}}"
      })
  void readsTheTagsInTheFormOfEachService(String parameters) {
    Event event =
        event("{'userIdentity':{'arn':'%s'},'requestParameters':%s}".formatted(ADA, parameters));

    assertThat(TagWrite.of(event)).contains(new TagWrite(AT, ADA, Map.of("molly:retire", "v=1")));
  }

  @Test
  void aRequestThatAwsRefusedWroteNothing() {
    assertThat(
            TagWrite.of(
                event(
                    "{'errorCode':'Client.UnauthorizedOperation','requestParameters':{'tags':"
                        + "[{'key':'molly:retire','value':'v=1'}]}}")))
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[]", "{", "'text'"})
  void whatIsNoEventIsPassedOver(String text) {
    assertThat(TagWrite.of(event(text))).isEmpty();
  }

  @Test
  void anEventWithoutATimeIsPassedOver() {
    assertThat(TagWrite.of(Event.builder().cloudTrailEvent("{}").build())).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{'userIdentity':{'type':'Root'},'requestParameters':null}",
        "{'requestParameters':{'tags':[{'key':'a'},{'value':'b'},{'key':1,'value':'c'}]}}"
      })
  void anEventWithoutTagsHasNone(String text) {
    assertThat(TagWrite.of(event(text))).contains(new TagWrite(AT, "", Map.of()));
  }

  private static Event event(String json) {
    return Event.builder().eventTime(AT).cloudTrailEvent(json.replace('\'', '"')).build();
  }
}
