package io.reinstate.web.api;

import io.reinstate.catalog.Catalog;
import io.reinstate.catalog.application.Application;
import io.reinstate.catalog.application.ApplicationId;
import io.reinstate.health.HealthChecks;
import io.reinstate.health.HealthScope;
import io.reinstate.health.Verdict;
import io.reinstate.process.task.WhoAsks;
import io.reinstate.release.KnownGood;
import io.reinstate.release.KnownGoodEntry;
import io.reinstate.release.Release;
import io.reinstate.release.Releases;
import io.reinstate.rollback.Reasons;
import io.reinstate.rollback.RequestRefused;
import io.swagger.v3.oas.annotations.Operation;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Releases of an application in git, and the record of those that are known good. */
@RestController
@RequestMapping("/api/applications/{application}/releases")
class ReleasesApi {

  private final Catalog catalog;
  private final Releases releases;
  private final KnownGood knownGood;
  private final HealthChecks checks;
  private final WhoAsks whoAsks;

  ReleasesApi(
      Catalog catalog,
      Releases releases,
      KnownGood knownGood,
      HealthChecks checks,
      WhoAsks whoAsks) {
    this.catalog = catalog;
    this.releases = releases;
    this.knownGood = knownGood;
    this.checks = checks;
    this.whoAsks = whoAsks;
  }

  @GetMapping
  @Operation(summary = "The known good releases of an application, newest first")
  List<Release> known(@PathVariable("application") String application) {
    return releases.known(catalog.application(new ApplicationId(application)));
  }

  @PostMapping("/known-good")
  @ResponseStatus(HttpStatus.CREATED)
  @Operation(summary = "Records a release as known good, in the name of whoever asks")
  KnownGoodEntry record(
      @PathVariable("application") String application, @RequestBody Vouching vouching) {
    var known = catalog.application(new ApplicationId(application));
    var reason = Reasons.check(vouching.reason());
    var release = releases.resolve(known, vouching.revision());
    var who = whoAsks.person().orElseThrow();
    return knownGood.record(
        known.id(),
        release.commit(),
        who,
        reason,
        evidence(known, release),
        "by-hand-" + release.revision().shortId() + "-" + who);
  }

  private String evidence(Application application, Release release) {
    if (!release.live()) {
      return "It was not live, so no probe was asked.";
    }
    var health = checks.check(application, HealthScope.application());
    if (health.verdict() == Verdict.UNHEALTHY) {
      throw new RequestRefused(
          "The live release does not work: " + health.sentence(),
          application.id().value(),
          "Record it when its probes are content.");
    }
    return health.sentence();
  }

  /**
   * What somebody vouches for.
   *
   * @param revision a tag, a branch or a commit
   * @param reason why it is known good
   */
  record Vouching(String revision, String reason) {}
}
