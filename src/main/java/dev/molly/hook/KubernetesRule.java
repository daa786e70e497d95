package dev.molly.hook;

import dev.molly.hook.shell.ShellCommand.Input;
import dev.molly.hook.shell.ShellWord;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/// `kubectl`: objects with something of AWS behind them, which goes with them.
final class KubernetesRule implements ProgramRule {
  static final Set<String> PROGRAMS = Set.of("kubectl", "kubecolor", "oc", "k");

  private static final Set<String> WITH_VALUE =
      WordSet.of(
          "-n --namespace --context --kubeconfig -s --server --cluster --user --as"
              + " --as-group --token -l --selector --field-selector --grace-period --timeout"
              + " --cascade --request-timeout -o --output -c --container -v --v --vmodule"
              + " --as-uid --as-user-extra --tls-server-name --certificate-authority"
              + " --client-certificate --client-key --cache-dir --profile --profile-output"
              + " --log-flush-frequency --username --password --kuberc");

  private static final Set<String> FILES = Set.of("-f", "--filename", "-k", "--kustomize");

  /// Kinds of objects with a volume, a load balancer or a whole cluster's work behind them.
  private static final Set<String> BACKED =
      WordSet.of(
          "pvc persistentvolumeclaim persistentvolumeclaims pv persistentvolume"
              + " persistentvolumes ns namespace namespaces svc service services ing ingress"
              + " ingresses no node nodes sc storageclass storageclasses crd crds"
              + " customresourcedefinition customresourcedefinitions all volumesnapshot"
              + " volumesnapshots project projects");

  /// Kinds of objects that their controllers make again, or that a file holds.
  private static final Set<String> REPLACEABLE =
      WordSet.of(
          "po pod pods deploy deployment deployments rs replicaset replicasets ds"
              + " daemonset daemonsets job jobs cj cronjob cronjobs cm configmap configmaps sa"
              + " serviceaccount serviceaccounts event events ev hpa horizontalpodautoscaler"
              + " horizontalpodautoscalers pdb poddisruptionbudget poddisruptionbudgets netpol"
              + " networkpolicy networkpolicies role roles rolebinding rolebindings endpoints ep"
              + " lease leases");

  private final BiFunction<List<ShellWord>, Input, Verdict> inner;

  /// @param inner the verdict on a command that runs elsewhere, and what it reads
  KubernetesRule(BiFunction<List<ShellWord>, Input, Verdict> inner) {
    this.inner = inner;
  }

  @Override
  public Verdict check(Invocation call) {
    List<ShellWord> operands = Options.operands(call.arguments(), WITH_VALUE);
    if (operands.isEmpty()
        || call.has("--help")
        || call.has("--dry-run=client")
        || call.has("--dry-run=server")) {
      return Verdict.pass();
    }
    if (!operands.getFirst().known()) {
      return ask(call, "the command is only known when it runs");
    }
    return switch (operands.getFirst().text()) {
      case "delete" -> delete(call, operands.subList(1, operands.size()));
      case "drain" -> ask(call, "it evicts what runs on a node");
      case "replace" ->
          call.hasOption("--force") ? ask(call, "it deletes the objects first") : Verdict.pass();
      case "apply" -> call.hasOption("--prune") ? ask(call, "it deletes objects") : Verdict.pass();
      case "patch" ->
          call.arguments().stream()
                  .anyMatch(each -> each.text().matches("(?s).*(Delete|finalizers).*"))
              ? ask(call, "it may allow the volume or the resource of the object to be deleted")
              : Verdict.pass();
      case "exec", "debug", "run" ->
          SuspiciousText.is(call.arguments()) && inner(call, operands).decision() == Decision.PASS
              ? ask(call, "it may destroy something, and is not understood")
              : inner(call, operands);
      default -> Verdict.pass();
    };
  }

  /// The command that runs in a container: behind `--`, or else behind the container's name.
  private Verdict inner(Invocation call, List<ShellWord> operands) {
    List<ShellWord> words = call.arguments();
    int at = 0;
    while (at < words.size() && !words.get(at).is("--")) {
      at++;
    }
    if (at == words.size() && operands.size() > 2) {
      at = words.indexOf(operands.get(2)) - 1;
    }
    return at >= words.size()
        ? Verdict.pass()
        : inner.apply(words.subList(at + 1, words.size()), call.command().input());
  }

  private static Verdict delete(Invocation call, List<ShellWord> behind) {
    boolean file =
        call.arguments().stream()
            .anyMatch(
                each ->
                    FILES.contains(each.text())
                        || each.text().startsWith("--filename=")
                        || each.text().startsWith("--kustomize="));
    if (file) {
      return ask(call, "the objects in the file are not checked");
    }
    if (behind.isEmpty() || !behind.getFirst().known()) {
      return ask(call, "the objects are only known when it runs");
    }
    List<String> kinds =
        behind.stream()
            .filter(each -> each.equals(behind.getFirst()) || each.text().contains("/"))
            .flatMap(each -> Stream.of(each.text().replaceFirst("/.*", "").split(",", -1)))
            .map(each -> each.toLowerCase(Locale.ROOT))
            .toList();
    if (kinds.stream().anyMatch(KubernetesRule::isBacked)) {
      return Verdict.deny(
          "'%s' may also delete the volume, load balancer or AWS resource of the object, which"
                  .formatted(call.shown())
              + " molly cannot bring back.",
          "Look first (kubectl get -o yaml), keep the volume (persistentVolumeReclaimPolicy:"
              + " Retain), and let a person run it.");
    }
    return REPLACEABLE.containsAll(kinds)
        ? Verdict.pass()
        : ask(call, "molly does not know what is lost with this kind of object");
  }

  /// A kind with a group (`buckets.s3.services.k8s.aws`) is the object of a controller.
  private static boolean isBacked(String kind) {
    String plain =
        kind.replaceFirst("\\.(v1|v1beta1)?\\.?(apps|batch|core|networking\\.k8s\\.io)?$", "");
    return BACKED.contains(kind) || plain.contains(".") || BACKED.contains(plain);
  }

  private static Verdict ask(Invocation call, String why) {
    return Verdict.ask("'%s': %s.".formatted(call.shown(), why));
  }
}
