package io.reinstate.toggle;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.reinstate.catalog.application.Application;
import io.reinstate.catalog.application.ToggleSwitch;
import io.reinstate.host.Cancellation;
import io.reinstate.storage.ExclusiveLock;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/** A switch that is a key of a file. Whoever changes a file of the application waits for others. */
final class FileSwitch implements Switch {

  /** What becomes of a content. */
  private interface Change {
    String of(Document document) throws Malformed;
  }

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Application application;
  private final ToggleSwitch.InFile spec;

  FileSwitch(Application application, ToggleSwitch.InFile spec) {
    this.application = application;
    this.spec = spec;
  }

  @Override
  public Optional<String> value() {
    var file = file();
    return text(document(file, file.read()));
  }

  static Optional<String> valueIn(ToggleSwitch.InFile place, String content) {
    var bytes = new String(content.getBytes(UTF_8), ISO_8859_1);
    try {
      return text(Document.of(place.format(), bytes, place.key()));
    } catch (Malformed e) {
      throw ToggleFile.malformed(place.path(), e);
    }
  }

  @Override
  public void set(String value, Consumer<Previous> keep) {
    alone(
        () -> {
          var file = file();
          var before = file.read();
          var document = document(file, before);
          var after = changed(file, before, each -> withValue(each, before, value));
          if (!text(document(file, after)).equals(Optional.of(value))) {
            throw file.malformed(new Malformed("has no place for «" + value + "»"));
          }
          keep.accept(previous(document, before, after));
          write(file, before, after);
        });
  }

  /** To the byte where nobody wrote the file since; otherwise the key alone. */
  @Override
  public void putBack(Previous previous) {
    alone(
        () -> {
          var file = file();
          var now = file.read();
          var edit = previous.edit().filter(each -> each.left(now));
          var then =
              edit.isPresent()
                  ? edit.get().undo(now)
                  : changed(file, now, document -> withKey(document, previous.written()));
          write(file, now, then);
        });
  }

  /** After whoever changes a file of the application now, on whichever node. */
  private void alone(Runnable act) {
    var file = ToggleJournal.directory(application).resolve("lock");
    try (var held = ExclusiveLock.of(file, PATIENCE).orElseThrow(() -> busy(file))) {
      act.run();
    } catch (IOException e) {
      throw new ToggleFailed(
          "The lock for the switches of this application cannot be used: " + e,
          file.toString(),
          "Check its rights and free space. Nothing was changed.",
          e);
    }
  }

  private static ToggleFailed busy(Path file) {
    return new ToggleFailed(
        "Somebody else has been changing switches of this application for 30 s",
        file.toString(),
        "Nothing was changed. Try again when the other step has ended.");
  }

  private static void write(ToggleFile file, String before, String after) {
    Cancellation.check();
    if (!after.equals(before)) {
      file.write(before, after);
    }
  }

  private static String withValue(Document document, String before, String value) throws Malformed {
    return text(document).equals(Optional.of(value))
        ? before
        : document.with(document.written(value));
  }

  private static String withKey(Document document, Optional<String> written) throws Malformed {
    return written.isPresent() ? document.with(written.get()) : document.without();
  }

  private Previous previous(Document document, String before, String after) {
    var token = document.token();
    return new Previous(
        token.map(Document.Token::text),
        token.map(each -> before.substring(each.start(), each.end())),
        Optional.of(Edit.between(before, after)));
  }

  private String changed(ToggleFile file, String content, Change change) {
    try {
      return change.of(document(file, content));
    } catch (Malformed e) {
      throw file.malformed(e);
    }
  }

  private Document document(ToggleFile file, String content) {
    try {
      return Document.of(spec.format(), content, spec.key());
    } catch (Malformed e) {
      throw file.malformed(e);
    }
  }

  private static Optional<String> text(Document document) {
    return document.token().map(Document.Token::text);
  }

  private ToggleFile file() {
    return ToggleFile.of(application.home(), spec.path(), application.user());
  }
}
