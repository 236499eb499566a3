package io.reinstate.cli;

import io.reinstate.backup.Restoration;
import io.reinstate.catalog.Catalog;
import io.reinstate.catalog.application.Application;
import io.reinstate.catalog.application.ApplicationId;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** What every command has: the way to the domain, the way to the reader, and the log. */
abstract class CliCommand implements Callable<Integer> {

  static final int DONE = 0;
  static final int FAILED = 1;

  @ParentCommand private TopCommand top;
  @Spec private CommandSpec spec;

  final <T> T get(Class<T> type) {
    return top.beans().get(type);
  }

  final Application application(String name) {
    return get(Catalog.class).application(new ApplicationId(name));
  }

  final PrintWriter out() {
    return spec.commandLine().getOut();
  }

  final Steps steps() {
    return new Steps(out(), get(Clock.class));
  }

  final void warn(String sentence) {
    spec.commandLine().getErr().println(sentence);
    spec.commandLine().getErr().flush();
  }

  /**
   * Does something to an application that somebody may ask about later: alone, and with a line in
   * the log before it and one after it.
   */
  final int noted(Application application, String command, String reason, Callable<Integer> act)
      throws Exception {
    if (get(Restoration.class).isInUse()) {
      warn(
          "Reinstate is running: start a runbook instead where you can, for its record knows"
              + " nothing of this.");
    }
    return get(ActLock.class).whileHeld(application, () -> noted(command, reason, act));
  }

  /** Does something, with a line in the log before it and one after it. */
  final int noted(String command, String reason, Callable<Integer> act) throws Exception {
    note(command, "began", reason);
    try {
      var status = act.call();
      note(command, status == DONE ? "done" : "failed", reason);
      return status;
    } catch (Exception e) {
      note(command, "failed: " + e.getMessage(), reason);
      throw e;
    }
  }

  /** A log that cannot be written is no reason to leave an application as it is. */
  private void note(String command, String outcome, String reason) {
    try {
      get(ActLog.class).note(command, outcome, reason);
    } catch (IOException e) {
      warn("This could not be noted in cli-acts.log: " + e);
    }
  }
}
