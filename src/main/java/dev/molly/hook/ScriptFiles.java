package dev.molly.hook;

import dev.molly.hook.shell.ShellWord;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// The files that commands name, seen from the folder of the agent and from every folder that the
/// command line changes to. In which of them a command runs is not followed: a name stands for the
/// files of that name in all of them.
final class ScriptFiles {
  private static final int MOST_FOLDERS = 16;

  private final Function<String, Optional<String>> file;
  private Folders folders = new Folders(Set.of(""), false);

  /// @param file reads a file by its path, as seen from the folder of the agent; empty if there is
  ///     none, or it is no text
  ScriptFiles(Function<String, Optional<String>> file) {
    this.file = file;
  }

  /// The folders so far.
  ///
  /// @param names the folders as seen from that of the agent, which is empty
  /// @param more whether there are others, which only the shell knows
  record Folders(Set<String> names, boolean more) {
    private Folders with(String folder) {
      var all = new LinkedHashSet<>(names);
      if (folder.startsWith("/")) {
        all.add(folder);
      } else {
        names.forEach(name -> all.add(name.isEmpty() ? folder : name + "/" + folder));
      }
      return all.size() > MOST_FOLDERS ? new Folders(names, true) : new Folders(all, more);
    }
  }

  Folders folders() {
    return folders;
  }

  /// Goes back to folders of before, when a script that has its own has been read.
  void reset(Folders before) {
    folders = before;
  }

  /// Notes that a command line changes to another folder.
  ///
  /// @param folder its name, or `-` for the one before
  void change(ShellWord folder) {
    if (!folder.known()) {
      folders = new Folders(folders.names(), true);
    } else if (!folder.is("-")) {
      folders = folders.with(folder.text());
    }
  }

  /// Returns what is in the files of a name, as far as that is known.
  Optional<String> text(String name) {
    if (name.startsWith("/")) {
      return file.apply(name);
    }
    return folders.names().stream()
        .map(folder -> folder.isEmpty() ? name : folder + "/" + name)
        .flatMap(path -> file.apply(path).stream())
        .reduce((one, other) -> one + "\n" + other);
  }

  /// Returns what is in the files of a name; empty as well if there may be others.
  Optional<String> certain(String name) {
    return isOpen(name) ? Optional.empty() : text(name);
  }

  /// Returns whether a name may be that of a file in a folder that only the shell knows.
  boolean isOpen(String name) {
    return folders.more() && !name.startsWith("/");
  }
}
