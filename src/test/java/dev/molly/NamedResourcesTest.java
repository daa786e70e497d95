package dev.molly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.molly.model.AccountId;
import dev.molly.model.KindId;
import dev.molly.model.RegionId;
import dev.molly.model.Resource;
import dev.molly.model.ResourceId;
import dev.molly.model.ResourceRef;
import dev.molly.model.Tags;
import dev.molly.model.UserError;
import dev.molly.retire.Inventory;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class NamedResourcesTest {
  private static final String SHARED = "db-M5ENSHXFPU6XHZ4G4ZEI5QIO2U";
  private static final Inventory BOTH =
      new Inventory(
          List.of(database("orders"), database("reviews")), 2, List.of(), new TreeSet<>());

  @Test
  void twoThatShareAnIdAreBothNamedAndNotCalledTheSame() {
    assertThatThrownBy(() -> in("orders", "reviews"))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("orders and reviews share the id " + SHARED)
        .hasMessageContaining("Name one of them only.");
  }

  @Test
  void oneOfTwoThatShareAnIdIsThatOneAlone() {
    assertThat(in("orders").resources())
        .extracting(each -> each.ref().identifier())
        .containsExactly("orders");
  }

  @Test
  void oneThatIsNamedTwiceIsSaidToBe() {
    assertThatThrownBy(() -> in("orders", "arn:aws:rds:eu-west-1:111122223333:db:orders"))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("orders is named twice: orders and arn:aws:rds:");
  }

  private static Inventory in(String... names) {
    SupportedKinds kinds = SupportedKinds.aws();
    List<ResourceName> named = Stream.of(names).map(each -> ResourceName.of(each, kinds)).toList();
    return new NamedResources(named, List.of(new KindId("rds-instance")))
        .in(BOTH, other -> false, able -> true);
  }

  private static Resource database(String name) {
    var id =
        new ResourceId(
            new KindId("rds-instance"),
            new AccountId("111122223333"),
            new RegionId("eu-west-1"),
            SHARED);
    var ref = new ResourceRef(id, name, name, "arn:aws:rds:eu-west-1:111122223333:db:" + name);
    return new Resource(ref, "available", new Tags.Known(Map.of()), Map.of());
  }
}
