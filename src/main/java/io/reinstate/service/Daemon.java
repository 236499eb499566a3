package io.reinstate.service;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.reinstate.catalog.application.SystemUser;
import io.reinstate.host.FilesAs;
import io.reinstate.host.ProcessStat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The process that a program left in the background, as the program's own pid file names it. The
 * file belongs to the application's user and is believed in nothing: it must name a process that
 * could be of this start. Whatever else it names is only ever signalled with that user's rights.
 *
 * @param file is read with the user's rights, and only where it is a plain file
 */
record Daemon(Path file, SystemUser user) {

  private static final int LONGEST_FILE = 4096;

  /** Takes away what an earlier start left, so that whatever is there later is of this one. */
  void forget() {
    try {
      FilesAs.run(user, () -> Files.deleteIfExists(file));
    } catch (IOException e) {
      throw new RunFilesUnusable(file, e);
    }
  }

  /**
   * The process it names, if it lives, is the user's, and was started by this launch or after it,
   * like all of its session: neither a process nor a login of another origin is taken for it.
   *
   * @param launcher the program as it was started
   */
  Optional<ServiceProcess> of(ServiceProcess launcher) {
    if (!launcher.ofThisBoot()) {
      return Optional.empty();
    }
    return FilesAs.call(user, this::named)
        .flatMap(ProcessStat::of)
        .filter(process -> !process.dead() && isOfTheUser(process))
        .filter(process -> process.startTicks() >= launcher.startTicks())
        .filter(process -> sessionIsYounger(process.session(), launcher))
        .map(
            process ->
                new ServiceProcess(
                    process.pid(),
                    process.startTicks(),
                    launcher.boot(),
                    OptionalLong.of(process.session())));
  }

  private Optional<Long> named() {
    try {
      if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
          || Files.size(file) > LONGEST_FILE) {
        return Optional.empty();
      }
      return Files.readString(file, ISO_8859_1)
          .lines()
          .findFirst()
          .map(String::strip)
          .filter(line -> line.matches("[1-9][0-9]{0,9}"))
          .map(Long::parseLong);
    } catch (IOException e) {
      // It is being written, or not there yet.
      return Optional.empty();
    }
  }

  /** Root's processes may give their rights up themselves. */
  private boolean isOfTheUser(ProcessStat process) {
    return user.isRoot() || process.user().stream().anyMatch(uid -> uid == user.uid());
  }

  private static boolean sessionIsYounger(long session, ServiceProcess launcher) {
    return ProcessStat.all().stream()
        .filter(process -> process.session() == session)
        .allMatch(process -> process.startTicks() >= launcher.startTicks());
  }
}
