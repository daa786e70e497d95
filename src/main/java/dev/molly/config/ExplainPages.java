package dev.molly.config;

import dev.molly.model.ExitCode;
import dev.molly.model.KindCatalog;
import dev.molly.model.UserError;
import dev.molly.policy.Rule;
import dev.molly.text.SpellingSuggestion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The pages of `molly explain`: Markdown that also reads well as plain text. A page is a file
/// in `/explain/` on the class path; there is no list to maintain.
public final class ExplainPages {
  private static final String FOLDER = "/explain/";

  /// A page that always exists, used to locate the others.
  private static final String LANDMARK = "exit-codes";

  private static final Pattern PAGE = Pattern.compile("(?:.*/)?explain/([a-z0-9-]+)\\.md");

  private final KindCatalog catalogue;

  public ExplainPages(KindCatalog catalogue) {
    this.catalogue = catalogue;
  }

  /// Returns the Markdown of a page.
  ///
  /// @param name a page, a rule of a shipped policy (for the page of its control), or an exit
  ///     code
  /// @throws UserError if the name is none of these, with the nearest match
  public String page(String name) {
    return read(name)
        .or(() -> isExitCode(name) ? read(LANDMARK) : Optional.empty())
        .or(() -> pageOfRule(name).flatMap(ExplainPages::read))
        .orElseThrow(() -> unknown(name));
  }

  /// Returns the names of all pages, in alphabetical order.
  public List<String> pages() {
    URL landmark = ExplainPages.class.getResource(FOLDER + LANDMARK + ".md");
    if (landmark == null) {
      throw new IllegalStateException("there are no explain pages on the class path");
    }
    return pagesBeside(landmark);
  }

  /// Returns the names of the pages in the same folder or jar as this one.
  static List<String> pagesBeside(URL page) {
    try {
      URLConnection connection = page.openConnection();
      if (connection instanceof JarURLConnection jar) {
        return names(jar.getJarFile().stream().map(entry -> entry.getName()));
      }
      Path folder = Path.of(new URI(page.toString())).resolveSibling("");
      try (Stream<Path> files = Files.list(folder)) {
        return names(files.map(file -> file.toUri().getPath()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("listing the explain pages", e);
    } catch (URISyntaxException e) {
      throw new IllegalStateException("not a place of pages: " + page, e);
    }
  }

  private static List<String> names(Stream<String> paths) {
    return paths
        .map(PAGE::matcher)
        .filter(Matcher::matches)
        .map(match -> match.group(1))
        .sorted()
        .toList();
  }

  private static Optional<String> read(String name) {
    if (!ValueFormat.NAME.fits(name)) {
      return Optional.empty();
    }
    try (InputStream in = ExplainPages.class.getResourceAsStream(FOLDER + name + ".md")) {
      return in == null
          ? Optional.empty()
          : Optional.of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException("reading the explain page " + name, e);
    }
  }

  private static boolean isExitCode(String name) {
    return Stream.of(ExitCode.values()).anyMatch(code -> name.equals("" + code.code()));
  }

  private Optional<String> pageOfRule(String id) {
    return shippedRules()
        .filter(rule -> rule.id().value().equals(id))
        .findFirst()
        .flatMap(rule -> catalogue.find(rule.kind(), rule.require().control()))
        .map(control -> control.page());
  }

  private Stream<Rule> shippedRules() {
    var loader = new PolicyLoader(catalogue);
    return PolicySource.shippedNames().stream()
        .flatMap(name -> loader.shipped(name).rules().stream());
  }

  private UserError unknown(String name) {
    List<String> known =
        Stream.concat(pages().stream(), shippedRules().map(rule -> rule.id().value()))
            .distinct()
            .toList();
    String message = "no page " + ProblemList.quote(name) + SpellingSuggestion.hint(name, known);
    return new UserError(message + "\nPages: " + String.join(", ", pages()));
  }
}
