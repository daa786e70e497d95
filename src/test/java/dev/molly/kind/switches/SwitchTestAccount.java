package dev.molly.kind.switches;

import dev.molly.aws.AccountSession;
import dev.molly.contract.kinds.SwitchCase;
import dev.molly.kind.ControlSelection;
import dev.molly.kind.KindTestAccount;
import dev.molly.kind.Remediation;
import dev.molly.model.AccountRef;
import dev.molly.model.Control;
import dev.molly.model.ControlId;
import dev.molly.model.Protection;
import dev.molly.model.RegionId;
import dev.molly.model.Resource;
import dev.molly.retire.Observation;
import dev.molly.sim.SimAccount;
import dev.molly.sim.SimAws;
import dev.molly.sim.SimCloud;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.core.SdkRequest;

/// One simulated account, looked at through one kind of switches. AWS's answers can be edited on
/// their way to it, to say what the simulator never says.
final class SwitchTestAccount {
  static final RegionId REGION = new RegionId(KindTestAccount.REGION);

  final SimCloud cloud = new SimCloud(Instant.parse("2026-11-23T08:00:00Z"), 1);
  private final SimAccount account = cloud.account(SimAws.OWN_ACCOUNT);
  private final SwitchKind<?, ?> kind;
  private UnaryOperator<Object> edit = UnaryOperator.identity();

  SwitchTestAccount(SwitchKind<?, ?> kind) {
    this.kind = kind;
  }

  /// From now on, every answer of this type is edited.
  <A> void answers(Class<A> type, UnaryOperator<A> change) {
    edit = answer -> type.isInstance(answer) ? change.apply(type.cast(answer)) : answer;
  }

  /// Makes a resource with its switch off.
  ///
  /// @return its identifier
  String create(String name) {
    return create(name, false);
  }

  String create(String name, boolean on) {
    return contract().create(clients(), name, on);
  }

  void delete(String identifier) {
    contract().delete(clients(), identifier);
  }

  <C extends SdkClient> C client(Class<C> type) {
    return account.client(type, REGION.value());
  }

  List<Resource> listed() {
    var found = new ArrayList<Resource>();
    kind.list(session(), REGION, new ControlSelection(Set.of(), false), found::add);
    return found;
  }

  /// The only resource, with its protection and tags.
  Resource read() {
    Set<ControlId> all = kind.controls().stream().map(Control::id).collect(Collectors.toSet());
    return kind.read(session(), listed().getFirst(), new ControlSelection(all, true));
  }

  /// The same resource as AWS describes it now; empty if it is gone.
  Optional<Observation> found(Resource resource) {
    return kind.observe(
        session(), resource.ref(), ControlSelection.tagsAnd(), cloud.clock().instant());
  }

  /// The protection of the only resource.
  Protection protection() {
    return Objects.requireNonNull(read().controls().get(kind.controls().getFirst().id()));
  }

  Remediation remediation() {
    ControlId control = kind.controls().getFirst().id();
    return kind.remediation(session(), listed().getFirst(), control, Duration.ZERO);
  }

  AccountSession session() {
    AccountSession session = new SimAws(cloud).session(new AccountRef.Own());
    InvocationHandler handler =
        (_, method, given) -> {
          Object result = invoke(session, method, given);
          return method.getName().equals("client") ? edited((Class<?>) given[0], result) : result;
        };
    return proxy(AccountSession.class, handler);
  }

  /// A client whose convenience methods and paginators end in calls that are edited.
  private Object edited(Class<?> type, Object client) {
    InvocationHandler handler =
        (self, method, given) -> {
          boolean call =
              given != null
                  && given.length == 1
                  && given[0] instanceof SdkRequest
                  && !method.getName().endsWith("Paginator");
          return call || !method.isDefault()
              ? edit.apply(invoke(client, method, given))
              : InvocationHandler.invokeDefault(self, method, given);
        };
    return proxy(type, handler);
  }

  private static Object invoke(Object target, Method method, Object[] given) throws Throwable {
    try {
      return method.invoke(target, given);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  private static <T> T proxy(Class<T> type, InvocationHandler handler) {
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
  }

  private SwitchCase contract() {
    return SwitchCase.all().stream()
        .filter(one -> one.kind().id().equals(kind.id()))
        .findFirst()
        .orElseThrow();
  }

  private SwitchCase.Clients clients() {
    return new SwitchCase.Clients() {
      @Override
      public <C extends SdkClient> C client(Class<C> type) {
        return SwitchTestAccount.this.client(type);
      }

      @Override
      public String subnet() {
        return "subnet-1";
      }
    };
  }
}
