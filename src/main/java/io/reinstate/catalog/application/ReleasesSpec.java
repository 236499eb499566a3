package io.reinstate.catalog.application;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * How the managed files come from a git repository.
 *
 * @param repository absolute path of its working tree or its bare directory
 * @param stable globs of tags that name known good releases ({@code v*-stable}); the newest commit
 *     among them is the last known good one unless the record of known good releases names a newer
 * @param remote the remote that is fetched from when a revision is not there
 * @param build run one after the other in a scratch tree that stands for the home directory:
 *     install, build
 * @param artifacts patterns of managed files the build makes, each of which matches something
 *     afterwards; a rollback replaces and removes what they match
 * @param caches run in the home directory after the services started
 */
public record ReleasesSpec(
    Path repository,
    List<String> stable,
    Optional<String> remote,
    List<CommandSpec> build,
    List<String> artifacts,
    List<CommandSpec> caches) {

  public ReleasesSpec {
    stable = List.copyOf(stable);
    build = List.copyOf(build);
    artifacts = List.copyOf(artifacts);
    caches = List.copyOf(caches);
  }
}
