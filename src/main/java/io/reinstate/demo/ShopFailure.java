package io.reinstate.demo;

import io.reinstate.ReinstateException;
import java.nio.file.Path;
import java.util.List;

/** The demo shop could not be installed or changed. */
final class ShopFailure extends ReinstateException {

  private static final long serialVersionUID = 1L;

  private ShopFailure(String what, String where, String next, Throwable cause) {
    super(what, where, next, cause);
  }

  static ShopFailure installing(Path directory, Throwable cause) {
    return new ShopFailure(
        "The demo shop cannot be installed: " + cause.getMessage(),
        directory.toString(),
        "Check that Reinstate may write there, then start it again; it begins anew.",
        cause);
  }

  static ShopFailure deploying(String tag, Path home, Throwable cause) {
    return new ShopFailure(
        "The release " + tag + " of the demo shop cannot be deployed: " + cause.getMessage(),
        home.toString(),
        "Deploy it again. If that fails, stop the shop, move this directory away and install anew.",
        cause);
  }

  static ShopFailure unreadable(Path home, Throwable cause) {
    return new ShopFailure(
        "The demo shop's releases cannot be read: " + cause.getMessage(),
        home.toString(),
        "Install the demo shop first; if it is, move this directory away and install anew.",
        cause);
  }

  static ShopFailure unknown(String tag, List<String> releases) {
    return new ShopFailure(
        "There is no release " + tag,
        "demo shop",
        "Releases: " + String.join(", ", releases) + ".",
        null);
  }
}
