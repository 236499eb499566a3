package io.reinstate.health;

import io.reinstate.catalog.application.ProbeSpec;
import io.reinstate.catalog.application.SecretReference;
import io.reinstate.host.SecretMask;
import java.net.http.HttpRequest;
import java.util.HashMap;
import java.util.Map;

/**
 * The request of a probe, with its secrets in it.
 *
 * @param mask for whatever is told of the answer, which may repeat them
 */
record ProbeRequest(HttpRequest request, SecretMask mask) {

  /**
   * Looks the secrets up.
   *
   * @throws NotMeasured when one is not there, or cannot stand in a header
   */
  static ProbeRequest of(ProbeSpec.Http spec) throws NotMeasured {
    var request = HttpRequest.newBuilder(spec.url());
    var secrets = new HashMap<String, String>();
    try {
      if (spec.request().isPresent()) {
        var wanted = spec.request().get();
        wanted.secrets().forEach((name, reference) -> secrets.put(name, reference.resolve()));
        fill(request, wanted, secrets);
      }
      return new ProbeRequest(request.build(), new SecretMask(secrets.values()));
    } catch (SecretReference.Unresolved e) {
      throw unknown(spec, e.getMessage());
    } catch (IllegalArgumentException e) {
      throw unknown(spec, "a secret has characters that no header may have");
    }
  }

  private static void fill(
      HttpRequest.Builder request, ProbeSpec.Request wanted, Map<String, String> secrets) {
    wanted
        .headers()
        .forEach((name, value) -> request.setHeader(name, ProbeSpec.Request.fill(value, secrets)));
    request.method(
        wanted.method(),
        wanted
            .body()
            .map(body -> ProbeSpec.Request.fill(body, secrets))
            .map(HttpRequest.BodyPublishers::ofString)
            .orElseGet(HttpRequest.BodyPublishers::noBody));
  }

  private static NotMeasured unknown(ProbeSpec.Http spec, String why) {
    return new NotMeasured(Finding.unknown(spec.name() + " cannot be asked: " + why));
  }
}
