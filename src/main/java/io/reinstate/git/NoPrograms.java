package io.reinstate.git;

import java.io.File;
import java.io.OutputStream;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.util.FS;
import org.eclipse.jgit.util.FS_POSIX;
import org.eclipse.jgit.util.ProcessResult;

/**
 * A file system for JGit on which no program that a repository names is ever run: its configuration
 * belongs to whoever owns the application's files, and may name filters, hooks, and what a remote
 * is served by.
 *
 * <p>A filter changes nothing, then: what stands in the file is what counts. Whatever expects
 * another answer from a program fails.
 */
final class NoPrograms extends FS_POSIX {

  /** Gives back what it is given: for filters, which have no arguments. */
  private static final String IDENTITY = "cat";

  /** For whatever else is run, such as what serves a remote on this machine. */
  private static final String FAILURE = "false";

  NoPrograms() {}

  private NoPrograms(FS other) {
    super(other);
  }

  @Override
  public FS newInstance() {
    return new NoPrograms(this);
  }

  @Override
  public ProcessBuilder runInShell(String command, String[] arguments) {
    return new ProcessBuilder(arguments.length == 0 ? IDENTITY : FAILURE);
  }

  @Override
  public File findHook(Repository repository, String hook) {
    return null;
  }

  @Override
  public ProcessResult runHookIfPresent(
      Repository repository,
      String hook,
      String[] arguments,
      OutputStream output,
      OutputStream errors,
      String input) {
    return new ProcessResult(ProcessResult.Status.NOT_PRESENT);
  }
}
