package io.reinstate.git;

import io.reinstate.catalog.application.Application;
import io.reinstate.catalog.application.Layout;
import io.reinstate.host.FilesAs;
import io.reinstate.storage.HeldTree;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The releases that a deployment tool keeps side by side in a home directory ({@link
 * Layout#RELEASES}), as they were a moment ago. Each names its commit in a file {@code REVISION}.
 * Whoever owns the files is not trusted: no link is followed, and nothing but a commit's id is
 * believed.
 */
public final class KeptReleases {

  private static final String REVISION = "REVISION";
  private static final int DIGITS = 40;
  private static final String NUMBER = "[0-9]+";

  /** The order in which they were deployed: by time or number where the name is one. */
  private static final Comparator<Kept> ORDER =
      Comparator.comparing((Kept kept) -> kept.name().matches(NUMBER))
          .thenComparing(KeptReleases::number)
          .thenComparing(Kept::name);

  private final List<Kept> kept;
  private final Optional<String> link;
  private final Optional<String> live;

  /**
   * A release that is there.
   *
   * @param name of its directory
   * @param commit the full id; empty where it does not say
   */
  public record Kept(String name, Optional<String> commit) {

    /** Where it is, relative to the home directory. */
    public String path() {
      return Layout.KEPT + "/" + name;
    }
  }

  private KeptReleases(List<Kept> kept, Optional<String> link, Optional<String> live) {
    this.kept = kept;
    this.link = link;
    this.live = live;
  }

  /**
   * Looks.
   *
   * @throws IOException when the home directory cannot be read
   */
  public static KeptReleases of(Application application) throws IOException {
    return FilesAs.own(
        () -> {
          try (var tree = HeldTree.of(application.home())) {
            var link = link(tree);
            var homes = List.of(application.home(), tree.root().shown());
            return new KeptReleases(
                kept(tree), link.map(Path::toString), link.flatMap(l -> Layout.release(l, homes)));
          }
        });
  }

  private static Optional<Path> link(HeldTree tree) throws IOException {
    var link = tree.root().name(Layout.CURRENT);
    return Files.isSymbolicLink(link)
        ? Optional.of(Files.readSymbolicLink(link))
        : Optional.empty();
  }

  private static List<Kept> kept(HeldTree tree) throws IOException {
    var found = new ArrayList<Kept>();
    try {
      for (var path : tree.directory(Layout.KEPT).names()) {
        var name = path.toString();
        if (Layout.isName(name) && tree.directory(Layout.KEPT).holdsDirectory(name)) {
          found.add(new Kept(name, commit(tree, Layout.KEPT + "/" + name)));
        }
      }
    } catch (NoSuchFileException | NotDirectoryException e) {
      return List.of();
    }
    found.sort(ORDER.reversed());
    return List.copyOf(found);
  }

  private static Optional<String> commit(HeldTree tree, String directory) throws IOException {
    try (var in = tree.read(directory + "/" + REVISION)) {
      var text = new String(in.readNBytes(DIGITS + 2), StandardCharsets.US_ASCII).strip();
      return Optional.of(text).filter(id -> id.matches("[0-9a-f]{40}"));
    } catch (FileSystemException e) {
      // It is not there, or no file, or went with its release meanwhile.
      return Optional.empty();
    }
  }

  private static BigInteger number(Kept kept) {
    return kept.name().matches(NUMBER) ? new BigInteger(kept.name()) : BigInteger.ZERO;
  }

  /** All of them, the one that was deployed last first. */
  public List<Kept> all() {
    return kept;
  }

  /** The one of that name. */
  public Optional<Kept> named(String name) {
    return kept.stream().filter(each -> each.name().equals(name)).findFirst();
  }

  /** The one that the link {@code current} leads to; empty where it leads to none. */
  public Optional<Kept> live() {
    return live.flatMap(this::named);
  }

  /** Those that were deployed before the live one, the last first. */
  public List<Kept> beforeLive() {
    return live()
        .map(now -> kept.stream().filter(each -> ORDER.compare(each, now) < 0).toList())
        .orElse(List.of());
  }

  /**
   * The one to go to for a commit: the last that was deployed of it, one that is not live if there
   * is another.
   */
  public Optional<Kept> of(String commit) {
    var now = live();
    return kept.stream()
        .filter(each -> each.commit().filter(commit::equals).isPresent())
        .min(Comparator.comparing(each -> now.filter(each::equals).isPresent()));
  }

  /** What the link has to say to lead to a release, written as it is now: absolute or relative. */
  public String target(Kept release) {
    return link.filter(now -> live().isPresent())
        .map(now -> Path.of(now).resolveSibling(release.name()).toString())
        .orElse(release.path());
  }
}
