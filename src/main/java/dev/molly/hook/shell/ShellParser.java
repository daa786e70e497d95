package dev.molly.hook.shell;

import dev.molly.hook.shell.ShellCommand.Input;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Parses a command line into the commands that it may run.
///
/// Order and conditions do not matter to that question, so there is no tree: `if`, loops, `&&`
/// and brackets only separate commands.
public final class ShellParser {
  private static final int DEEPEST = 30;

  /// Words after which another command begins.
  private static final Set<String> BEFORE_COMMAND =
      Set.of("if", "then", "elif", "else", "while", "until", "do", "!", "{", "coproc");

  /// Words that end a compound command.
  private static final Set<String> CLOSING = Set.of("fi", "done", "}", "esac");

  private static final List<String> OPERATORS =
      List.of(";;&", ";;", ";&", "&&", "||", "|&", ";", "&", "|", "\n", ")");

  /// Operators behind which the command may stand on the next line.
  private static final Set<String> CONTINUED = Set.of("&&", "||", "|", "|&");

  private static final List<String> REDIRECTIONS =
      List.of("<<<", "<<-", "<<", "<&", "<>", "<", "&>>", "&>", ">>", ">&", ">|", ">");

  private final String text;
  private final boolean placed;
  private final ParserScope scope;
  private final ShellScanner scanner;
  private final List<HereDocument> pending = new ArrayList<>();

  private record HereDocument(ShellWord end, boolean tabs, boolean literal, CommandBuilder of) {}

  /// @param placed whether offsets of this text are places in the command line
  private ShellParser(String text, boolean placed, ParserScope scope) {
    this.text = text;
    this.placed = placed;
    this.scope = scope;
    this.scanner = new ShellScanner(text, scope.variables(), new Nested());
  }

  /// Parses a command line.
  ///
  /// @throws ShellSyntaxException if it is not understood
  public static ShellScript parse(String text) throws ShellSyntaxException {
    var scope = new ParserScope(text);
    new ShellParser(text, true, scope).commands("");
    return scope.script();
  }

  /// The substitutions in the words of this text.
  private final class Nested implements ShellScanner.Substitution {
    @Override
    public int parse(String within, int from) throws ShellSyntaxException {
      // The body of a here-document is another text.
      var inner = new ShellParser(within, placed && within.equals(text), scope);
      inner.scanner.moveTo(from);
      return inner.nested(")");
    }

    @Override
    public void parse(String script) throws ShellSyntaxException {
      new ShellParser(script, false, scope).nested("");
    }
  }

  /// Parses nested commands.
  ///
  /// @return the offset behind them
  private int nested(String closing) throws ShellSyntaxException {
    if (scope.enter() > DEEPEST) {
      throw new ShellSyntaxException("commands are nested too deeply");
    }
    commands(closing);
    scope.leave();
    return scanner.at();
  }

  /// Parses commands up to a closing bracket, which is read too, or up to the end.
  private void commands(String closing) throws ShellSyntaxException {
    var open = new CommandBuilder(placed);
    String before = ";";
    while (true) {
      scanner.skipBlanks();
      boolean end = scanner.atEnd();
      String operator = end ? "" : operator();
      if (end || (!operator.isEmpty() && operator.equals(closing))) {
        end(closing, end);
        scope.add(open, before, ";");
        return;
      }
      if (operator.equals(")")) {
        throw new ShellSyntaxException("a bracket is closed that was not opened");
      }
      if (operator.equals("\n") && open.isEmpty() && CONTINUED.contains(before)) {
        behind(operator);
      } else if (!operator.isEmpty()) {
        scope.add(open, before, operator);
        var next = new CommandBuilder(placed);
        next.joins(open, operator);
        open = next;
        before = operator;
        behind(operator);
      } else if (!scanner.atEnd() && !redirection(open)) {
        element(open);
      }
    }
  }

  private void end(String closing, boolean end) throws ShellSyntaxException {
    if (end && !closing.isEmpty()) {
      throw new ShellSyntaxException("a bracket is not closed");
    }
    if (!pending.isEmpty()) {
      throw new ShellSyntaxException("a here-document has no text");
    }
  }

  /// Reads what an operator has directly behind it.
  private void behind(String operator) throws ShellSyntaxException {
    if (operator.equals("\n")) {
      for (HereDocument each : pending) {
        ShellWord body = scanner.hereDocument(each.end().text(), each.tabs(), each.literal());
        each.of().reads(new Input.Text(body));
      }
      pending.clear();
    }
    if (operator.startsWith(";;") || operator.equals(";&")) {
      pattern();
    }
  }

  /// Reads the next word, and what belongs to it in this place.
  private void element(CommandBuilder open) throws ShellSyntaxException {
    if (scanner.looksAt("((") && open.isEmpty()) {
      arithmetic();
      return;
    }
    if (scanner.looksAt("(")) {
      bracket(open);
      return;
    }
    ShellWord word = word("there");
    boolean keyword = open.isEmpty() && !scanner.wasQuoted() && word.known();
    if (keyword && keyword(word.text())) {
      scope.compound();
      scope.mayRedirect(open);
      if (word.is("!")) {
        open.negate();
      }
    } else if (open.hasNoProgram() && isAssignment(word)) {
      open.assignments.add(word);
      if (scanner.looksAt("(")) {
        open.assignments.set(open.assignments.size() - 1, ShellWord.unknownBehind(word));
        array();
      }
    } else {
      open.words.add(word);
    }
  }

  /// Reads what belongs to a word of the shell itself.
  ///
  /// @return whether it is one
  private boolean keyword(String word) throws ShellSyntaxException {
    switch (word) {
      case "for", "select" -> loop();
      case "case" -> caseWord();
      case "[[" -> condition();
      case "function" -> {
        scanner.skipBlanks();
        scope.functions().add(word("behind 'function'").text());
      }
      default -> {
        return BEFORE_COMMAND.contains(word) || CLOSING.contains(word);
      }
    }
    return true;
  }

  private boolean isAssignment(ShellWord word) {
    int at = word.text().indexOf('=');
    return at > 0
        && text.startsWith(word.text().substring(0, at + 1), word.start())
        && ParserScope.ASSIGNMENT.matcher(word.text()).matches();
  }

  /// Reads a bracket: a subshell, or the definition of a function.
  private void bracket(CommandBuilder open) throws ShellSyntaxException {
    scanner.moveTo(scanner.at() + 1);
    scope.compound();
    scope.mayRedirect(open);
    if (open.words.size() == 1 && open.assignments.isEmpty()) {
      scanner.skipBlanks();
      if (scanner.peek() == ')') {
        scanner.moveTo(scanner.at() + 1);
        scope.functions().add(open.words.removeFirst().text());
        return;
      }
    }
    if (!open.isEmpty()) {
      throw new ShellSyntaxException("a bracket is not expected there");
    }
    var inner = new ShellParser(text, placed, scope);
    inner.scanner.moveTo(scanner.at());
    scanner.moveTo(inner.nested(")"));
  }

  /// `for name in words`: the words are not commands.
  private void loop() throws ShellSyntaxException {
    scanner.skipBlanks();
    if (scanner.looksAt("((")) {
      arithmetic();
      return;
    }
    word("in a loop");
    scanner.skipBlanks();
    while (!scanner.atEnd() && ";\n".indexOf(scanner.peek()) < 0 && !scanner.looksAt("do ")) {
      word("in a loop");
      scanner.skipBlanks();
    }
  }

  private void caseWord() throws ShellSyntaxException {
    boolean in = false;
    while (!in) {
      scanner.skipBlanks();
      if (scanner.peek() == '\n' && !scanner.atEnd()) {
        scanner.moveTo(scanner.at() + 1);
      } else {
        in = word("in 'case'").is("in");
      }
    }
    pattern();
  }

  /// Reads the pattern of a case, up to its bracket, unless the cases end here.
  private void pattern() throws ShellSyntaxException {
    while (!scanner.atEnd()) {
      scanner.skipBlanks();
      char next = scanner.peek();
      if (scanner.looksAt("esac")) {
        return;
      }
      if (next == '#') {
        comment();
      } else if (next == '\n' || next == '(' || next == '|' || next == ')') {
        scanner.moveTo(scanner.at() + 1);
        if (next == ')') {
          return;
        }
      } else {
        word("in a pattern");
      }
    }
  }

  /// Reads a word, where only a word may be.
  private ShellWord word(String where) throws ShellSyntaxException {
    int before = scanner.at();
    ShellWord word = scanner.word();
    if (scanner.at() == before) {
      String found = scanner.atEnd() ? "the end" : "'" + scanner.peek() + "'";
      throw new ShellSyntaxException(found + " is not expected " + where);
    }
    return word;
  }

  private void condition() throws ShellSyntaxException {
    boolean closed = false;
    while (!closed) {
      scanner.skipBlanks();
      boolean operator = "()<>&|\n".indexOf(scanner.peek()) >= 0 && !scanner.looksAt("<(");
      if (operator && !scanner.atEnd()) {
        scanner.moveTo(scanner.at() + 1);
      } else {
        closed = word("in '[['").is("]]");
      }
    }
  }

  private void array() throws ShellSyntaxException {
    scanner.moveTo(scanner.at() + 1);
    while (scanner.peek() != ')') {
      scanner.skipBlanks();
      if (scanner.peek() == '#') {
        comment();
      } else if (scanner.peek() == '\n' && !scanner.atEnd()) {
        scanner.moveTo(scanner.at() + 1);
      } else if (scanner.peek() != ')') {
        word("in a list");
      }
    }
    scanner.moveTo(scanner.at() + 1);
  }

  private void arithmetic() throws ShellSyntaxException {
    int end = text.indexOf("))", scanner.at());
    while (end >= 0 && text.startsWith(")))", end)) {
      end++;
    }
    String inside = end < 0 ? "`" : text.substring(scanner.at() + 2, end);
    int deep = 0;
    for (int at = 0; at < inside.length() && deep >= 0; at++) {
      deep += inside.charAt(at) == '(' ? 1 : inside.charAt(at) == ')' ? -1 : 0;
    }
    boolean commands = inside.contains("`") || inside.contains("$(");
    if (commands || deep != 0 || inside.matches("(?s).*['\"\\\\].*")) {
      throw new ShellSyntaxException("a command within '((' is not understood");
    }
    scanner.moveTo(end + 2);
  }

  private void comment() {
    int feed = text.indexOf('\n', scanner.at());
    scanner.moveTo(feed < 0 ? text.length() : feed);
  }

  /// Reads an operator between commands; empty if there is none here.
  private String operator() {
    if (scanner.peek() == '#') {
      comment();
    }
    if (scanner.atEnd() || scanner.looksAt("&>")) {
      return "";
    }
    String found = OPERATORS.stream().filter(scanner::looksAt).findFirst().orElse("");
    scanner.moveTo(scanner.at() + found.length());
    return found;
  }

  /// Reads a redirection, if there is one here.
  private boolean redirection(CommandBuilder open) throws ShellSyntaxException {
    int start = scanner.at();
    int at = start;
    while (at < text.length() && Character.isDigit(text.charAt(at))) {
      at++;
    }
    int digits = at;
    String sign =
        REDIRECTIONS.stream().filter(each -> text.startsWith(each, digits)).findFirst().orElse("");
    boolean process = sign.length() == 1 && text.startsWith("(", digits + 1);
    if (sign.isEmpty() || process) {
      return false;
    }
    boolean standard = digits == start || text.substring(start, digits).equals("0");
    scanner.moveTo(digits + sign.length());
    scanner.skipBlanks();
    ShellWord target = word("behind '" + sign + "'");
    if (sign.equals("<<") || sign.equals("<<-")) {
      if (!target.known()) {
        throw new ShellSyntaxException("the end of a here-document is not known");
      }
      pending.add(new HereDocument(target, sign.equals("<<-"), scanner.wasQuoted(), open));
    } else if (sign.equals("<<<")) {
      open.reads(new Input.Text(target));
    } else if (sign.startsWith("<") && standard) {
      open.reads(new Input.File(target));
    }
    return true;
  }
}
