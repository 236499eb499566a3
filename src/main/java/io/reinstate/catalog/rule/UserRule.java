package io.reinstate.catalog.rule;

import io.reinstate.catalog.application.SystemUser;
import java.util.stream.Stream;

/**
 * It is clear whose rights the application's commands have: one who runs Reinstate as root does not
 * give root's away by leaving a key out.
 */
public final class UserRule implements CatalogRule {

  @Override
  public Stream<CatalogProblem> check(CatalogFile file) {
    var user = file.root().at("user");
    if (!user.exists()) {
      return SystemUser.weAreRoot()
          ? Stream.of(
              user.ofMachine(
                  "Reinstate runs as root, so the file must say whose rights the application's"
                      + " services and commands have. Add user: <name>, the user who runs it, or"
                      + " user: root if it needs all rights."))
          : Stream.empty();
    }
    return user.text().stream().flatMap(name -> named(user, name));
  }

  private static Stream<CatalogProblem> named(Section section, String name) {
    var user = SystemUser.of(name);
    if (user.isEmpty()) {
      return name.equals(SystemUser.own().name())
          ? Stream.empty()
          : Stream.of(
              section.ofMachine(
                  "This machine has no user «" + name + "». Create it or correct the name."));
    }
    return SystemUser.weAreRoot() || !user.get().isAnother()
        ? Stream.empty()
        : Stream.of(
            section.ofMachine(
                "Reinstate runs as «%s» and cannot run commands as «%s». Leave user out, or run Reinstate as root or as «%2$s»."
                    .formatted(SystemUser.own().name(), name)));
  }
}
