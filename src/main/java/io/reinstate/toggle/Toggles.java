package io.reinstate.toggle;

import io.reinstate.catalog.application.Application;
import io.reinstate.catalog.application.ToggleId;
import io.reinstate.catalog.application.ToggleSpec;
import io.reinstate.catalog.application.ToggleSwitch;
import io.reinstate.host.Cancellation;
import io.reinstate.host.Host;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * The toggles of all applications. Makes no service read its switches again: whoever sets one looks
 * at {@link ToggleSpec#apply()}. Every act may be repeated, also after a kill at any point; what
 * was there before is on the disk before anything is changed.
 */
@Component
public class Toggles {

  private final Host host;

  public Toggles(Host host) {
    this.host = host;
  }

  /**
   * How it stands now. Changes nothing.
   *
   * @throws ToggleUnreachable when nobody can tell
   */
  public ToggleState state(Application application, ToggleId toggle) {
    var spec = application.toggle(toggle);
    return ToggleState.of(toggle, spec, place(application, spec).value());
  }

  /**
   * What a switch in a file would say if the file had that content; empty where its key is absent.
   *
   * @throws ToggleUnreachable when the content makes no sense in that format
   */
  public Optional<String> valueIn(ToggleSwitch.InFile place, String content) {
    return FileSwitch.valueIn(place, content);
  }

  /**
   * Sets it and keeps what was there before under the key. A second run with the same key keeps
   * what the first one found, and sets it again only where it does not stand so.
   *
   * @param value on, off, or any other text of one line
   * @param key of the step: letters, digits, {@code . _ # -}, at most 150
   * @return how it stands then
   * @throws ToggleUnreachable when its file, key, address or command is not there or makes no
   *     sense; also when there is no value behind HTTP or commands, for that could not be put back
   * @throws ToggleFailed when it could not be set
   */
  public ToggleState set(Application application, ToggleId toggle, String value, String key) {
    var spec = application.toggle(toggle);
    var journal = ToggleJournal.of(application, key);
    checkText(application, toggle, value);
    Cancellation.check();
    place(application, spec).set(value, previous -> journal.keep(toggle, previous));
    return state(application, toggle);
  }

  /**
   * Makes it what it was before the first {@link #set} with that key: the same value in the same
   * spelling, or none where there was none. A file that nobody wrote since is the same to the byte;
   * in one that somebody did, only the key changes. What was kept stays kept until it is
   * {@linkplain #confirm given up}: a second run does the same again. A key that is not known, and
   * a toggle that was not set, change nothing and ask nobody.
   *
   * @throws ToggleUnreachable when its file, address or command is not there or makes no sense
   * @throws ToggleFailed when it could not be put back
   */
  public void putBack(Application application, ToggleId toggle, String key) {
    var spec = application.toggle(toggle);
    var journal = ToggleJournal.of(application, key);
    Cancellation.check();
    journal.read(toggle).ifPresent(place(application, spec)::putBack);
  }

  /** Gives up what was kept of it under the key. A second run changes nothing. */
  public void confirm(Application application, ToggleId toggle, String key) {
    ToggleJournal.of(application, key).forget(toggle);
  }

  /** Whether it was set with that key, or began to be, and what it was before is kept. */
  public boolean isSet(Application application, ToggleId toggle, String key) {
    return ToggleJournal.of(application, key).read(toggle).isPresent();
  }

  private Switch place(Application application, ToggleSpec spec) {
    if (spec.how() instanceof ToggleSwitch.InFile file) {
      return new FileSwitch(application, file);
    }
    if (spec.how() instanceof ToggleSwitch.Http http) {
      return new HttpSwitch(http);
    }
    return new CommandSwitch(application, (ToggleSwitch.Commands) spec.how(), host);
  }

  private static void checkText(Application application, ToggleId toggle, String value) {
    if (value.chars().anyMatch(Character::isISOControl)) {
      throw new InvalidToggleRequest(
          "The value for a toggle has line breaks or other control characters",
          "toggle " + toggle + " of application " + application.id(),
          "Write a text of one line.");
    }
  }
}
